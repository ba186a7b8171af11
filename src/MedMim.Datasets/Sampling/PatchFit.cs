using System.Globalization;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Sampling;

/// <summary>Whether volumes are large enough for crops of a size: what a crop has beyond its volume is padding, and teaches nothing.</summary>
public static class PatchFit
{
    /// <summary>At least this share of a crop has to be filled by the volume that fills it best.</summary>
    public const double SmallestShare = 0.25;

    /// <summary>The share of a crop that a volume of this size fills at most, above 0 to 1.</summary>
    public static double ShareFilled(GridSize volume, GridSize patch) =>
        Share(volume.Z, patch.Z) * Share(volume.Y, patch.Y) * Share(volume.X, patch.X);

    /// <summary>Refuses a patch that no volume fills even by a quarter.</summary>
    /// <param name="volumes">The sizes of the prepared volumes, [z, y, x]; at least one.</param>
    /// <param name="patch">The size of a crop.</param>
    /// <exception cref="InputException">Every volume fills less than <see cref="SmallestShare"/> of a crop.</exception>
    public static void Require(IReadOnlyCollection<GridSize> volumes, GridSize patch)
    {
        ArgumentNullException.ThrowIfNull(volumes);
        var best = volumes.MaxBy(v => ShareFilled(v, patch));
        var share = ShareFilled(best, patch);
        if (share < SmallestShare)
        {
            throw new InputException(
                "patch_size",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"is {patch} voxels, of which none of the {volumes.Count} prepared volumes fills more than {share:P1}, and the rest would be padding"),
                $"Choose a smaller patch (the volume that fits best is {best}), or a finer spacing.");
        }
    }

    private static double Share(int volume, int patch) => Math.Min(1, (double)volume / patch);
}
