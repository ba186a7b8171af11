using System.Runtime.CompilerServices;
using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Sampling;

/// <summary>
/// Draws random crops. Along an axis where the volume is larger than the patch, the crop lies inside the volume, every
/// position equally likely; where it is smaller, the volume lies inside the crop, every position equally likely.
/// What is drawn depends on the volume and the stream alone. Safe to call from several threads at once.
/// </summary>
public sealed class PatchSampler
{
    private readonly PatchSamplerOptions options;
    private readonly ConditionalWeakTable<PreparedVolume, LabelVoxels> labels = [];

    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or a share is outside 0 to 1.</exception>
    public PatchSampler(PatchSamplerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(
            Math.Min(options.PatchSize.Z, Math.Min(options.PatchSize.Y, options.PatchSize.X)), nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaximumTries, nameof(options));
        ThrowIfNoShare(options.ForegroundProbability);
        ThrowIfNoShare(options.MinimumTissueFraction);
        this.options = options;
    }

    /// <summary>The size of every crop, [z, y, x].</summary>
    public GridSize PatchSize => options.PatchSize;

    /// <summary>Draws a crop.</summary>
    public Patch Sample(PreparedVolume volume, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(random);
        return PatchCropper.Crop(volume, ChooseStart(volume, random), options.PatchSize, options.Channels);
    }

    private (int Z, int Y, int X) ChooseStart(PreparedVolume volume, RandomStream random)
    {
        var size = volume.Case.Geometry.Size;
        var wantsForeground = random.NextDouble() < options.ForegroundProbability;
        if (wantsForeground && volume.Label is { Length: > 0 } label)
        {
            var voxels = labels.GetValue(volume, _ => new LabelVoxels(label.Span));
            if (voxels.Choose(random) is { } offset)
            {
                return StartAround(offset, size, random);
            }
        }

        return options.MinimumTissueFraction > 0 ? StartInTissue(volume, random) : RandomStart(size, random);
    }

    private (int Z, int Y, int X) StartInTissue(PreparedVolume volume, RandomStream random)
    {
        var size = volume.Case.Geometry.Size;
        var wanted = options.MinimumTissueFraction * options.PatchSize.Count;
        (int Z, int Y, int X) best = default;
        var bestCount = -1L;
        for (var attempt = 0; attempt < options.MaximumTries; attempt++)
        {
            var start = RandomStart(size, random);
            var count = CountTissue(volume, start);
            if (count >= wanted)
            {
                return start;
            }

            if (count > bestCount)
            {
                (best, bestCount) = (start, count);
            }
        }

        return best;
    }

    private (int Z, int Y, int X) RandomStart(GridSize size, RandomStream random)
    {
        var patch = options.PatchSize;
        return (Draw(size.Z, patch.Z, random), Draw(size.Y, patch.Y, random), Draw(size.X, patch.X, random));

        static int Draw(int extent, int patch, RandomStream random) =>
            Math.Min(0, extent - patch) + random.NextInt32(Math.Abs(extent - patch) + 1);
    }

    /// <summary>A start that puts the voxel into the middle half of the patch, as far as the volume's border allows.</summary>
    private (int Z, int Y, int X) StartAround(long offset, GridSize size, RandomStream random)
    {
        var patch = options.PatchSize;
        var x = (int)(offset % size.X);
        var y = (int)(offset / size.X % size.Y);
        var z = (int)(offset / ((long)size.X * size.Y));
        return (Place(z, size.Z, patch.Z, random), Place(y, size.Y, patch.Y, random), Place(x, size.X, patch.X, random));

        static int Place(int voxel, int extent, int patch, RandomStream random)
        {
            var half = Math.Max(1, patch / 2);
            var start = voxel - ((patch - half) / 2) - random.NextInt32(half);
            return Math.Clamp(start, Math.Min(0, extent - patch), Math.Max(0, extent - patch));
        }
    }

    private long CountTissue(PreparedVolume volume, (int Z, int Y, int X) start)
    {
        var size = volume.Case.Geometry.Size;
        var tissue = volume.Tissue.Span;
        var overlap = PatchOverlap.Of(start, options.PatchSize, size);
        var count = 0L;
        for (var z = overlap.Z0; z < overlap.Z1; z++)
        {
            for (var y = overlap.Y0; y < overlap.Y1; y++)
            {
                foreach (var voxel in tissue.Slice((int)size.Offset(z, y, overlap.X0), overlap.X1 - overlap.X0))
                {
                    count += TissueClasses.IsBody(voxel) ? 1 : 0;
                }
            }
        }

        return count;
    }

    private static void ThrowIfNoShare(double share, [CallerArgumentExpression(nameof(share))] string? name = null)
    {
        if (!(share >= 0 && share <= 1))
        {
            throw new ArgumentOutOfRangeException(name, share, "A share lies between 0 and 1.");
        }
    }
}
