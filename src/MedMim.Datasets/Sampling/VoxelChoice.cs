using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Sampling;

/// <summary>Chooses single voxels of a scan at random, without repetition.</summary>
public static class VoxelChoice
{
    private const byte NotAsked = PatchCropper.IgnoredLabel;

    /// <summary>
    /// Voxels of every label value in equal numbers: <paramref name="count"/> shared among the values that occur, at least
    /// one of each, all of a value that has fewer. Unlabelled voxels (value 0) are taken from the body alone, because air
    /// is told apart by anything; voxels that are ignored (255) are left out.
    /// </summary>
    /// <param name="volume">A scan with a label.</param>
    /// <param name="count">How many voxels at most (and at least one a value).</param>
    /// <param name="random">The stream.</param>
    /// <returns>Offsets in C order [z, y, x] and the values there, ascending by value, then by offset.</returns>
    /// <exception cref="ArgumentException">The scan has no label.</exception>
    public static IReadOnlyList<LabelledVoxel> Balanced(PreparedVolume volume, int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(volume);
        return volume.Label is { Length: > 0 } label
            ? Choose(InBody(label.ToArray(), volume.Tissue.Span), values => Math.Max(1, count / Math.Max(1, values)), random)
            : throw new ArgumentException("The scan has no label.", nameof(volume));
    }

    /// <summary>Voxels of the body, as many as asked for where there are so many; of the whole scan where nothing is body.</summary>
    /// <param name="volume">The scan.</param>
    /// <param name="count">How many voxels at most.</param>
    /// <param name="random">The stream.</param>
    /// <returns>Offsets in C order [z, y, x], ascending.</returns>
    public static IReadOnlyList<int> Body(PreparedVolume volume, int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(volume);
        var chosen = Choose(InBody(new byte[volume.Tissue.Length], volume.Tissue.Span), _ => count, random);
        return [.. chosen.Select(v => v.Offset)];
    }

    /// <summary>The values, those of background outside of the body set to "not asked", where there is a body.</summary>
    private static byte[] InBody(byte[] values, ReadOnlySpan<byte> tissue)
    {
        if (tissue.ContainsAnyInRange((byte)TissueClass.Tissue, (byte)TissueClass.Boundary))
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = values[i] == 0 && !TissueClasses.IsBody(tissue[i]) ? NotAsked : values[i];
            }
        }

        return values;
    }

    private static List<LabelledVoxel> Choose(byte[] values, Func<int, int> quota, RandomStream random)
    {
        var counts = new int[256];
        foreach (var value in values)
        {
            counts[value]++;
        }

        counts[NotAsked] = 0;
        var share = quota(counts.Count(c => c > 0));
        var ranks = Array.ConvertAll(counts, c => c == 0 ? [] : Ranks(c, Math.Min(share, c), random));
        var chosen = new List<LabelledVoxel>();
        var (seen, taken) = (new int[256], new int[256]);
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (taken[value] < ranks[value].Length && seen[value]++ == ranks[value][taken[value]])
            {
                taken[value]++;
                chosen.Add(new(i, value));
            }
        }

        return [.. chosen.OrderBy(v => v.Value).ThenBy(v => v.Offset)];
    }

    /// <summary>Distinct ranks below a bound, ascending (Floyd's sampling: Bentley and Floyd, CACM 30(9), 1987).</summary>
    private static int[] Ranks(int bound, int count, RandomStream random)
    {
        var chosen = new SortedSet<int>();
        for (var last = bound - count; last < bound; last++)
        {
            var rank = random.NextInt32(last + 1);
            chosen.Add(chosen.Contains(rank) ? last : rank);
        }

        return [.. chosen];
    }
}
