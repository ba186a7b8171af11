using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Detection;

/// <summary>What was found in a scan.</summary>
/// <param name="Grid">The scan's own grid.</param>
/// <param name="Boxes">Boxes on that grid with label values, by falling score; may be empty.</param>
public sealed record ScanDetections(VolumeGeometry Grid, IReadOnlyList<ScoredBox> Boxes)
{
    /// <summary>Boxes of a prepared grid as they lie in the scan, cut to it; what is left of none goes.</summary>
    /// <param name="boxes">Boxes on the prepared grid, by falling score.</param>
    /// <param name="prepared">The prepared grid.</param>
    /// <param name="scan">The scan's own.</param>
    internal static ScanDetections Of(IEnumerable<ScoredBox> boxes, VolumeGeometry prepared, VolumeGeometry scan)
    {
        var whole = BoxGrid.Whole(scan.Size);
        return new(scan, [.. boxes.Select(b => b with { Box = b.Box.Map(prepared, scan).Clip(whole) }).Where(b => b.Box.Volume > 0)]);
    }
}
