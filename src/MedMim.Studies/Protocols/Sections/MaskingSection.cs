using MedMim.Imaging.Volumes;

namespace MedMim.Studies.Protocols.Sections;

/// <summary>What is hidden from the network.</summary>
public sealed record MaskingSection
{
    /// <summary>The strategy by name: <c>anatomy</c> or <c>uniform</c>.</summary>
    public string Strategy { get; init; } = "anatomy";

    /// <summary>Share that is masked, above 0 and below 1.</summary>
    public double MaskRatio { get; init; } = 0.75;

    /// <summary>Size of a masked block, [z, y, x] in voxels.</summary>
    public GridSize MaskUnit { get; init; } = new(8, 8, 8);

    /// <summary>For <c>anatomy</c>: how readily each class of voxel is masked.</summary>
    public WeightsSection Weights { get; init; } = new();
}
