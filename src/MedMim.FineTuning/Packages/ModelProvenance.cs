namespace MedMim.FineTuning.Packages;

/// <summary>What a model was made from.</summary>
/// <param name="InitialWeights">SHA-256 of the pretrained weights; empty where it was trained from scratch.</param>
/// <param name="Cases">SHA-256 of the list of its cases, their voxels and labels.</param>
/// <param name="TrainingCases">How many cases it was trained on.</param>
/// <param name="ValidationCases">How many cases watched over it.</param>
/// <param name="Further">Digests that the caller added, such as <c>store</c> and <c>protocol</c>.</param>
public sealed record ModelProvenance(
    string InitialWeights, string Cases, int TrainingCases, int ValidationCases, IReadOnlyDictionary<string, string> Further);
