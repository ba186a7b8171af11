using System.Text.Json.Serialization;

namespace MedMim.Datasets.Preparation.Fingerprints;

/// <summary>What a fingerprint was taken from: MedMim's addition to nnU-Net's keys.</summary>
/// <param name="TrainingCases">How many cases it describes: those that are neither validated nor tested on.</param>
/// <param name="HeldOutCases">How many were left out, so that no figure of theirs shapes the preparation.</param>
/// <param name="Channels">The modality of each channel, in order: a channel a modality, since a case has one.</param>
/// <param name="Foreground">
/// What counted as foreground, a word a channel: <c>label</c>, every labelled voxel; <c>body</c>, where no training case
/// of the modality is labelled.
/// </param>
/// <param name="VoxelsPerCase">How many foreground voxels were drawn of each case, with replacement, so that all count alike.</param>
public sealed record FingerprintSource(
    [property: JsonPropertyName("training_cases")] int TrainingCases,
    [property: JsonPropertyName("held_out_cases")] int HeldOutCases,
    [property: JsonPropertyName("channels")] IReadOnlyList<string> Channels,
    [property: JsonPropertyName("foreground")] IReadOnlyList<string> Foreground,
    [property: JsonPropertyName("voxels_per_case")] int VoxelsPerCase);
