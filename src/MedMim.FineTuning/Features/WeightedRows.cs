namespace MedMim.FineTuning.Features;

/// <summary>Weighted means of rows that come in parts.</summary>
internal sealed class WeightedRows(int rows, int columns)
{
    private readonly float[] sums = new float[checked(rows * columns)];
    private readonly double[] totals = new double[rows];

    /// <summary>Adds values [indices, columns] to some rows.</summary>
    public void Add(IReadOnlyList<int> indices, double[] weights, float[] values)
    {
        for (var i = 0; i < indices.Count; i++)
        {
            var (row, weight) = (indices[i], weights[i]);
            totals[row] += weight;
            for (var c = 0; c < columns; c++)
            {
                sums[(row * columns) + c] += (float)(weight * values[(i * columns) + c]);
            }
        }
    }

    /// <summary>The means, [rows, columns].</summary>
    /// <exception cref="InvalidOperationException">A row has no part: its place is outside of the volume.</exception>
    public float[] Mean()
    {
        for (var row = 0; row < rows; row++)
        {
            if (totals[row] <= 0)
            {
                throw new InvalidOperationException("A place lies outside of its volume.");
            }

            for (var c = 0; c < columns; c++)
            {
                sums[(row * columns) + c] = (float)(sums[(row * columns) + c] / totals[row]);
            }
        }

        return sums;
    }
}
