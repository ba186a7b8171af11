using MedMim.Datasets.Splits;

namespace MedMim.Studies.Preparation;

/// <summary>A scan, before its voxels are read.</summary>
/// <param name="Case">What a split has to know of it.</param>
/// <param name="Modality">CT, MR, PT or OT.</param>
/// <param name="Digest">Digest of what it is made from, its label included.</param>
internal sealed record StudyScan(SplitCase Case, string Modality, string Digest);
