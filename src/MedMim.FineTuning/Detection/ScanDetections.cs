using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Detection;

/// <summary>What was found in a scan.</summary>
/// <param name="Grid">The scan's own grid.</param>
/// <param name="Boxes">Boxes on that grid with label values, by falling score; may be empty.</param>
public sealed record ScanDetections(VolumeGeometry Grid, IReadOnlyList<ScoredBox> Boxes);
