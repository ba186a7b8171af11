using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Sampling;

/// <summary>
/// Where the labels of a volume are: up to <see cref="Limit"/> voxels of each value, evenly spread over all of them in
/// C order, so that a large organ costs no more memory than a small one.
/// </summary>
internal sealed class LabelVoxels
{
    /// <summary>How many voxels of a value are kept.</summary>
    public const int Limit = 8192;

    private readonly int[][] offsets;

    /// <param name="label">Label values, C order [z, y, x]; 0 is background, 255 ignored.</param>
    public LabelVoxels(ReadOnlySpan<byte> label)
    {
        Span<long> counts = stackalloc long[256];
        foreach (var value in label)
        {
            counts[value]++;
        }

        counts[0] = counts[PatchCropper.IgnoredLabel] = 0;
        var kept = new int[256][];
        for (var value = 0; value < 256; value++)
        {
            kept[value] = new int[Math.Min(counts[value], Limit)];
        }

        Collect(label, counts, kept);
        offsets = kept.Where(k => k.Length > 0).ToArray();
    }

    /// <summary>Offset of a random voxel of a random value, both uniform; null where nothing is labelled.</summary>
    public long? Choose(RandomStream random)
    {
        if (offsets.Length == 0)
        {
            return null;
        }

        var chosen = offsets[random.NextInt32(offsets.Length)];
        return chosen[random.NextInt32(chosen.Length)];
    }

    private static void Collect(ReadOnlySpan<byte> label, ReadOnlySpan<long> counts, int[][] kept)
    {
        Span<long> seen = stackalloc long[256];
        for (var i = 0; i < label.Length; i++)
        {
            var value = label[i];
            var places = kept[value].Length;
            if (places == 0)
            {
                continue;
            }

            // Rank r of n goes to place ⌊r·places/n⌋; the first to arrive stays.
            var place = seen[value] * places / counts[value];
            if (seen[value] == 0 || place != (seen[value] - 1) * places / counts[value])
            {
                kept[value][place] = i;
            }

            seen[value]++;
        }
    }
}
