namespace MedMim.Evaluation.Calibration;

/// <summary>
/// How probable a model found a label, and how often it was right, by bins of equal width over the probability: what a reliability
/// curve and the expected calibration error are made of. Holds three numbers a bin, so voxels can be given slice by slice.
/// </summary>
/// <remarks>
/// Every voxel of the scan that was predicted counts whose probability is at least <see cref="Least"/>. The background that nobody
/// doubts is left out: it is nearly all of a scan, and would make every model look calibrated.
/// </remarks>
public sealed class ReliabilityCounts
{
    /// <summary>How many bins there are.</summary>
    public const int Bins = 10;

    /// <summary>The smallest probability that counts.</summary>
    public const float Least = 0.01f;

    /// <summary>Counts nothing yet.</summary>
    public ReliabilityCounts()
        : this(new long[Bins], new double[Bins], new long[Bins])
    {
    }

    /// <summary>Counts from a file.</summary>
    /// <param name="voxels">Voxels of each bin.</param>
    /// <param name="probabilities">The sum of their probabilities.</param>
    /// <param name="hits">How many of them the reference gives the label.</param>
    /// <exception cref="ArgumentException">They are not as many as there are bins.</exception>
    public ReliabilityCounts(IReadOnlyList<long> voxels, IReadOnlyList<double> probabilities, IReadOnlyList<long> hits)
    {
        ArgumentNullException.ThrowIfNull(voxels);
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(hits);
        if (voxels.Count != Bins || probabilities.Count != Bins || hits.Count != Bins)
        {
            throw new ArgumentException($"There are {Bins} bins.", nameof(voxels));
        }

        (Voxels, Probabilities, Hits) = ([.. voxels], [.. probabilities], [.. hits]);
    }

    /// <summary>Voxels of each bin.</summary>
    public long[] Voxels { get; }

    /// <summary>The sum of their probabilities.</summary>
    public double[] Probabilities { get; }

    /// <summary>How many of them the reference gives the label.</summary>
    public long[] Hits { get; }

    /// <summary>Adds voxels.</summary>
    /// <param name="probabilities">What the model gave the label in each, 0 to 1.</param>
    /// <param name="reference">The reference's label values, in the same order.</param>
    /// <param name="label">The label value.</param>
    /// <exception cref="ArgumentException">They are not equally many.</exception>
    public void Add(ReadOnlySpan<float> probabilities, ReadOnlySpan<byte> reference, byte label)
    {
        if (probabilities.Length != reference.Length)
        {
            throw new ArgumentException("A voxel needs a probability and a reference.", nameof(reference));
        }

        for (var i = 0; i < probabilities.Length; i++)
        {
            var probability = probabilities[i];
            if (probability >= Least)
            {
                var bin = Math.Min((int)(probability * Bins), Bins - 1);
                Voxels[bin]++;
                Probabilities[bin] += probability;
                Hits[bin] += reference[i] == label ? 1 : 0;
            }
        }
    }
}
