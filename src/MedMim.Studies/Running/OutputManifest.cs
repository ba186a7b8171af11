using MedMim.Foundation.Files;

namespace MedMim.Studies.Running;

/// <summary>Compares a run's files with a manifest that <see cref="OutputDigests"/> wrote.</summary>
public static class OutputManifest
{
    /// <summary>The first file that is missing or has other content, as a path relative to the run's folder; null when all is as recorded.</summary>
    public static string? FirstDifference(string path, RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return File.ReadLines(path)
            .Select(line => (Digest: "sha256:" + line[..64], Relative: line[66..]))
            .AsParallel().AsOrdered()
            .Where(f => !File.Exists(run.In(f.Relative)) || ContentDigest.OfFile(run.In(f.Relative)) != f.Digest)
            .Select(f => f.Relative)
            .FirstOrDefault();
    }
}
