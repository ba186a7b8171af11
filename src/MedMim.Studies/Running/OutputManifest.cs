using MedMim.Foundation.Files;

namespace MedMim.Studies.Running;

/// <summary>Compares a run's files with a manifest that <see cref="OutputDigests"/> wrote.</summary>
public static class OutputManifest
{
    private const int DigestLength = 64;
    private const int PathAt = DigestLength + 2;

    /// <summary>
    /// The first file that is missing or has other content, as a path relative to the run's folder; the manifest's own where it is none;
    /// null when all is as recorded.
    /// </summary>
    public static string? FirstDifference(string path, RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var lines = File.ReadAllLines(path);
        if (lines.Any(l => l.Length <= PathAt || l[DigestLength..PathAt] != "  "))
        {
            return run.Relative(path);
        }

        return lines
            .Select(line => (Digest: "sha256:" + line[..DigestLength], Relative: line[PathAt..]))
            .AsParallel().AsOrdered()
            .Where(f => !File.Exists(run.In(f.Relative)) || ContentDigest.OfFile(run.In(f.Relative)) != f.Digest)
            .Select(f => f.Relative)
            .FirstOrDefault();
    }
}
