using MedMim.Studies.Running;

namespace MedMim.Studies.Reproduction;

/// <summary>
/// Compares the files of two runs by the manifests of their steps. The report's own are left out: it says when and where it
/// was made, and its figures are those of the evaluation.
/// </summary>
internal static class RunComparison
{
    private const string Report = "report";

    public static IReadOnlyList<ArtifactComparison> Of(RunFolder first, RunFolder again)
    {
        var (before, after) = (Digests(first), Digests(again));
        return
        [
            .. before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(path => new ArtifactComparison(path,
                !after.TryGetValue(path, out var now) ? "is missing"
                : !before.TryGetValue(path, out var then) ? "is new"
                : now == then ? null
                : FileDifference.Describe(first.In(path), again.In(path)))),
        ];
    }

    private static Dictionary<string, string> Digests(RunFolder run)
    {
        var steps = run.In("steps");
        return (Directory.Exists(steps) ? Directory.EnumerateFiles(steps, "*.sha256") : [])
            .Where(f => Path.GetFileNameWithoutExtension(f) != Report)
            .SelectMany(File.ReadLines)
            .Select(line => (Path: line[66..], Digest: line[..64]))
            .DistinctBy(f => f.Path, StringComparer.Ordinal)
            .ToDictionary(f => f.Path, f => f.Digest, StringComparer.Ordinal);
    }
}
