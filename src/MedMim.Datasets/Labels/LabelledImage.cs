using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Labels;

/// <summary>What a label must fit. Held in memory only.</summary>
/// <param name="Grid">The image's grid.</param>
/// <param name="FrameOfReferenceUid">Its frame of reference; empty where it has none.</param>
/// <param name="Instances">SOP Instance UID of slice k, for every slice; empty where slices are no files of their own.</param>
internal sealed record LabelledImage(VolumeGeometry Grid, string FrameOfReferenceUid, IReadOnlyList<string> Instances);
