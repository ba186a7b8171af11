namespace MedMim.Datasets.Labels;

/// <summary>What the path of a volume file says.</summary>
/// <param name="IsLabel">Whether it is a label.</param>
/// <param name="CaseKey">Equal for an image (all its channels) and its label. Holds names: keep it in memory.</param>
/// <param name="Patient">Identifier of the patient. Holds names: keep it in memory.</param>
/// <param name="Modality">CT, MR, PT, or OT where the name does not say.</param>
/// <param name="Format">nifti, nrrd or metaimage.</param>
/// <param name="Channel">The channel that it is; empty for none.</param>
public sealed record VolumeName(bool IsLabel, string CaseKey, string Patient, string Modality, string Format, string Channel = "");
