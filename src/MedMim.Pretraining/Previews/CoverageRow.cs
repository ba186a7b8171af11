using MedMim.Datasets.Store;
using MedMim.Imaging.Rendering;
using MedMim.Pretraining.Masking;

namespace MedMim.Pretraining.Previews;

/// <summary>A line of a coverage table: what is counted, and how much of it is hidden.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Colour">Its colour in the picture.</param>
/// <param name="Share">Its hidden share, 0 to 1; null where there is none of it.</param>
public sealed record CoverageRow(string Name, Rgb Colour, Func<MaskStatistics, double?> Share)
{
    /// <summary>All lines.</summary>
    /// <param name="withLabels">Whether labels are one.</param>
    public static IReadOnlyList<CoverageRow> All(bool withLabels) =>
    [
        new("all", PreviewColours.Hidden, s => s.Share),
        new("body", PreviewColours.Ink, s => s.Voxels(TissueClass.Tissue) + s.Voxels(TissueClass.Boundary) > 0 ? s.ShareOfBody : null),
        Of("tissue", TissueClass.Tissue),
        Of("boundary", TissueClass.Boundary),
        Of("support", TissueClass.Support),
        Of("air", TissueClass.Air),
        .. withLabels
            ? [new("labels", PreviewColours.Label, s => s.LabelledVoxels > 0 ? s.ShareOfLabels : null)]
            : Array.Empty<CoverageRow>(),
    ];

    private static CoverageRow Of(string name, TissueClass tissue) =>
        new(name, PreviewColours.Of(tissue), s => s.Voxels(tissue) > 0 ? s.ShareOf(tissue) : null);
}
