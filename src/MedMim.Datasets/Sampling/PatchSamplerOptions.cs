using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Sampling;

/// <summary>How <see cref="PatchSampler"/> chooses crops.</summary>
public sealed record PatchSamplerOptions
{
    /// <summary>Size of a crop, [z, y, x] in voxels.</summary>
    public required GridSize PatchSize { get; init; }

    /// <summary>How many channels of a case are cut, the first ones; default 1.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>
    /// Share of crops placed on a labelled voxel, 0 to 1; nnU-Net uses 0.33. Without labels such crops are random too.
    /// </summary>
    public double ForegroundProbability { get; init; }

    /// <summary>
    /// A random crop with less tissue than this share of its voxels (0 to 1, padding counts as air) is drawn again;
    /// 0 takes every crop. Pretraining on whole-body scans wants about 0.1, or half the crops show air.
    /// </summary>
    public double MinimumTissueFraction { get; init; }

    /// <summary>How often a crop is drawn before the one with the most tissue is taken; at least 1.</summary>
    public int MaximumTries { get; init; } = 10;
}
