namespace MedMim.Evaluation.Probes;

/// <summary>A question that features are probed with.</summary>
/// <param name="Name">What it is about: <c>voxels</c>, <c>modality</c>, <c>classes</c>.</param>
/// <param name="Classes">Names of the classes, at least two.</param>
/// <param name="IsPooled">
/// Whether a patient has too few answers for figures of their own, so that those of all patients are counted together. Else
/// figures are means over patients.
/// </param>
public sealed record ProbeTask(string Name, IReadOnlyList<string> Classes, bool IsPooled);
