using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation.Fingerprints;

/// <summary>What one case adds to a fingerprint.</summary>
/// <param name="Modality">CT, MR, PT or OT.</param>
/// <param name="Region">The grid after reorientation and crop.</param>
/// <param name="RelativeSize">The share of voxels that the crop leaves.</param>
/// <param name="IsLabelled">Whether the sample is of labelled voxels; otherwise it is of the body.</param>
/// <param name="Sample">Foreground intensities, drawn with replacement; empty where there is no foreground.</param>
internal sealed record CaseFingerprint(
    string Modality, VolumeGeometry Region, double RelativeSize, bool IsLabelled, float[] Sample);
