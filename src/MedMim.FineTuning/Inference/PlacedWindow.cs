using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Inference;

/// <summary>A window, the part of it that lies inside the volume, and how much its voxels count.</summary>
/// <param name="Start">Its first voxel in the volume, [z, y, x]; negative where it begins outside.</param>
/// <param name="From">The first voxel of the part, counted from the window's own.</param>
/// <param name="Size">Voxels of the part.</param>
/// <param name="WeightsZ">Weights of the window's voxels along z.</param>
/// <param name="WeightsY">Along y.</param>
/// <param name="WeightsX">Along x.</param>
internal sealed record PlacedWindow(
    (int Z, int Y, int X) Start, (int Z, int Y, int X) From, GridSize Size, ReadOnlyMemory<float> WeightsZ,
    ReadOnlyMemory<float> WeightsY, ReadOnlyMemory<float> WeightsX)
{
    /// <summary>All windows of a volume, in the order of their first voxels: z, then y, then x.</summary>
    /// <param name="volume">Voxels of the volume.</param>
    /// <param name="patch">Voxels of a window.</param>
    /// <param name="step">Distance as a share of the patch.</param>
    public static IReadOnlyList<PlacedWindow> All(GridSize volume, GridSize patch, double step)
    {
        var (z, y, x) = (
            AxisWindows.Of(volume.Z, patch.Z, step), AxisWindows.Of(volume.Y, patch.Y, step), AxisWindows.Of(volume.X, patch.X, step));
        return
        [
            .. from i in Enumerable.Range(0, z.Starts.Count)
               from j in Enumerable.Range(0, y.Starts.Count)
               from k in Enumerable.Range(0, x.Starts.Count)
               select Of((z.Starts[i], y.Starts[j], x.Starts[k]), volume, patch, z.WeightsOf(i), y.WeightsOf(j), x.WeightsOf(k)),
        ];
    }

    private static PlacedWindow Of(
        (int Z, int Y, int X) start, GridSize volume, GridSize patch, ReadOnlyMemory<float> z, ReadOnlyMemory<float> y,
        ReadOnlyMemory<float> x)
    {
        var from = (Z: Math.Max(0, -start.Z), Y: Math.Max(0, -start.Y), X: Math.Max(0, -start.X));
        var size = new GridSize(
            Math.Min(patch.Z, volume.Z - start.Z) - from.Z, Math.Min(patch.Y, volume.Y - start.Y) - from.Y,
            Math.Min(patch.X, volume.X - start.X) - from.X);
        return new(start, from, size, z, y, x);
    }
}
