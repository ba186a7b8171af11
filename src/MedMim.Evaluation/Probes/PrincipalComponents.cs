using MathNet.Numerics.LinearAlgebra;

namespace MedMim.Evaluation.Probes;

/// <summary>
/// Principal components of feature vectors: the eigenvectors of their covariance, of largest variance first. The sign of
/// each is such that its coefficient of largest magnitude (the first of equals) is positive.
/// </summary>
public sealed class PrincipalComponents
{
    private readonly double[] means;
    private readonly double[][] axes;

    private PrincipalComponents(double[] means, double[][] axes, double[] variances, double total)
    {
        this.means = means;
        this.axes = axes;
        Shares = [.. variances.Select(v => total > 0 ? v / total : 0)];
    }

    /// <summary>The share of all variance that each component has.</summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>A component's coefficients, one a feature; of length 1.</summary>
    public IReadOnlyList<double> Axis(int component) => axes[component];

    /// <summary>Finds components.</summary>
    /// <param name="training">The vectors, scaled; at least two.</param>
    /// <param name="count">How many components, at most as many as there are features.</param>
    /// <exception cref="ArgumentException">There are too few vectors or features.</exception>
    public static PrincipalComponents Fit(FeatureMatrix training, int count)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.Rows < 2 || count < 1 || count > training.Columns)
        {
            throw new ArgumentException($"{count} components of {training.Rows} vectors of {training.Columns} features.", nameof(training));
        }

        var centre = Means(training);
        var decomposition = Covariance(training, centre).Evd(Symmetricity.Symmetric);
        var (values, vectors) = (decomposition.EigenValues.Real(), decomposition.EigenVectors);
        int[] order = [.. Enumerable.Range(0, training.Columns).OrderByDescending(i => values[i]).Take(count)];
        return new(
            centre, Array.ConvertAll(order, i => Signed(vectors.Column(i).ToArray())), Array.ConvertAll(order, i => Math.Max(0, values[i])),
            values.Sum(v => Math.Max(0, v)));
    }

    /// <summary>Where vectors lie along each component: [vectors, components].</summary>
    public FeatureMatrix Project(FeatureMatrix vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        var result = new float[vectors.Rows * axes.Length];
        for (var r = 0; r < vectors.Rows; r++)
        {
            var row = vectors.Row(r);
            for (var a = 0; a < axes.Length; a++)
            {
                var sum = 0.0;
                for (var c = 0; c < row.Length; c++)
                {
                    sum += (row[c] - means[c]) * axes[a][c];
                }

                result[(r * axes.Length) + a] = (float)sum;
            }
        }

        return new(result, axes.Length);
    }

    private static double[] Means(FeatureMatrix training)
    {
        var sums = new double[training.Columns];
        for (var i = 0; i < training.Values.Length; i++)
        {
            sums[i % training.Columns] += training.Values[i];
        }

        return Array.ConvertAll(sums, m => m / training.Rows);
    }

    private static Matrix<double> Covariance(FeatureMatrix training, double[] centre)
    {
        // In slabs of rows: the vectors in double precision need not be held whole.
        const int slab = 4096;
        var columns = training.Columns;
        var sum = Matrix<double>.Build.Dense(columns, columns);
        for (var from = 0; from < training.Rows; from += slab)
        {
            var first = from;
            var part = Matrix<double>.Build.Dense(
                Math.Min(slab, training.Rows - from), columns, (r, c) => training.Values[((first + r) * columns) + c] - centre[c]);
            sum += part.TransposeThisAndMultiply(part);
        }

        return sum / (training.Rows - 1);
    }

    private static double[] Signed(double[] axis)
    {
        var largest = axis.Max(Math.Abs);
        return axis.First(a => Math.Abs(a) >= largest * (1 - 1e-9)) < 0 ? Array.ConvertAll(axis, a => -a) : axis;
    }
}
