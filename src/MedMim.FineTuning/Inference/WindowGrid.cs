using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Inference;

/// <summary>Where the windows lie (as nnU-Net places them).</summary>
public static class WindowGrid
{
    /// <summary>
    /// First voxels [z, y, x] of all windows. Along an axis they are spread evenly from the first voxel to the last, at
    /// most step·patch apart; where the volume is smaller than the patch there is one window, centred, which begins
    /// outside.
    /// </summary>
    /// <param name="volume">Voxels of the volume.</param>
    /// <param name="patch">Voxels of a window.</param>
    /// <param name="step">Distance as a share of the patch.</param>
    public static IReadOnlyList<(int Z, int Y, int X)> Starts(GridSize volume, GridSize patch, double step) =>
    [
        .. from z in Along(volume.Z, patch.Z, step)
           from y in Along(volume.Y, patch.Y, step)
           from x in Along(volume.X, patch.X, step)
           select (z, y, x),
    ];

    /// <summary>First voxels along one axis.</summary>
    internal static IEnumerable<int> Along(int extent, int patch, double step)
    {
        if (extent <= patch)
        {
            return [-((patch - extent) / 2)];
        }

        var gaps = (int)Math.Ceiling((extent - patch) / Math.Max(1, patch * step));
        return Enumerable.Range(0, gaps + 1)
            .Select(i => (int)Math.Round(i * (double)(extent - patch) / gaps, MidpointRounding.AwayFromZero));
    }
}
