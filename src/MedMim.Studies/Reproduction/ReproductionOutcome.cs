namespace MedMim.Studies.Reproduction;

/// <summary>What came of doing a run again.</summary>
/// <param name="RunFolder">The new run's folder.</param>
/// <param name="Artifacts">Every file that has a digest in either run's manifests, in the order of the paths.</param>
/// <param name="Circumstances">What was not the same: versions and facts of the machine.</param>
public sealed record ReproductionOutcome(
    string RunFolder, IReadOnlyList<ArtifactComparison> Artifacts, IReadOnlyList<string> Circumstances)
{
    /// <summary>Whether every file is the same to the byte.</summary>
    public bool IsIdentical => Artifacts.All(a => a.Difference is null);
}
