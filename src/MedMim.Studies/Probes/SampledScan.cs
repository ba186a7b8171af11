using MedMim.Evaluation.Probes;

namespace MedMim.Studies.Probes;

/// <summary>What one encoder makes of a scan's sampled voxels.</summary>
/// <param name="Labelled">Features of its labelled voxels, with their label values; null where it has no label.</param>
/// <param name="Body">The mean features of its body, one row.</param>
internal sealed record SampledScan(ProbeVectors? Labelled, FeatureMatrix Body);
