using MedMim.FineTuning.Inference;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Detection;

/// <summary>
/// What the borders of windows do to boxes. A box that ends where its window ends, inside the volume, was cut there; it is
/// dropped where a neighbouring window shows more of it, and kept where it is too large for any.
/// </summary>
internal sealed class WindowBoxes
{
    // How near to its window's border a box must end to count as cut, in voxels.
    private const double Margin = 1;
    private readonly GridSize patch;
    private readonly int[][] starts;
    private readonly Box3 whole;

    public WindowBoxes(GridSize volume, GridSize patch, double step)
    {
        this.patch = patch;
        whole = BoxGrid.Whole(volume);
        starts =
        [
            [.. WindowGrid.Along(volume.Z, patch.Z, step)], [.. WindowGrid.Along(volume.Y, patch.Y, step)],
            [.. WindowGrid.Along(volume.X, patch.X, step)],
        ];
    }

    /// <summary>How many windows show a box whole; at least 1.</summary>
    public int Showing(Box3 box) => Math.Max(1,
        Showing(starts[0], patch.Z, box.LowZ, box.HighZ) * Showing(starts[1], patch.Y, box.LowY, box.HighY)
        * Showing(starts[2], patch.X, box.LowX, box.HighX));

    /// <summary>
    /// A box of a window in the volume, cut to it; null where it lies outside, or where a neighbouring window shows more of it.
    /// Its weight falls with the distance of its centre from the window's (Jaeger et al., Retina U-Net).
    /// </summary>
    /// <param name="found">A box in its window's voxels.</param>
    /// <param name="window">The window's first voxel.</param>
    public ScoredBox? InVolume(ScoredBox found, (int Z, int Y, int X) window)
    {
        var box = found.Box.Shift(window.Z, window.Y, window.X).Clip(whole);
        if (!(box.Volume > 0)
            || IsCut(starts[0], window.Z, patch.Z, box.LowZ, box.HighZ, whole.HighZ)
            || IsCut(starts[1], window.Y, patch.Y, box.LowY, box.HighY, whole.HighY)
            || IsCut(starts[2], window.X, patch.X, box.LowX, box.HighX, whole.HighX))
        {
            return null;
        }

        var (z, y, x) = found.Box.Centre;
        return found with { Box = box, Weight = (Nearness(z, patch.Z) + Nearness(y, patch.Y) + Nearness(x, patch.X)) / 3 };
    }

    private static int Showing(int[] firsts, int length, double low, double high) =>
        firsts.Count(s => s - 0.5 <= low + 1e-6 && high - 1e-6 <= s + length - 0.5);

    private static bool IsCut(int[] firsts, int start, int length, double low, double high, double end)
    {
        var (from, to) = (start - 0.5, start + length - 0.5);
        var isCutBelow = low <= from + Margin && from > -0.5 && firsts.Any(s => s < start && s + length - 0.5 >= high);
        var isCutAbove = high >= to - Margin && to < end && firsts.Any(s => s > start && s - 0.5 <= low);
        return isCutBelow || isCutAbove;
    }

    private static double Nearness(double centre, int length)
    {
        var (middle, deviation) = ((length - 1) / 2.0, 0.4 * length);
        return Math.Exp(-0.5 * Math.Pow((centre - middle) / deviation, 2));
    }
}
