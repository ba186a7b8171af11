using MedMim.Foundation.Files;

namespace MedMim.Studies.Running;

/// <summary>
/// The digests of a step's outputs, as <c>sha256sum -c</c> reads them: 64 hexadecimal digits, two spaces, a path relative
/// to the run's folder; sorted.
/// </summary>
public static class OutputManifest
{
    private const string Prefix = "sha256:";

    /// <summary>Digests the outputs (files, or folders with all below them) and writes the manifest.</summary>
    /// <exception cref="FileNotFoundException">A step promised an output that it did not make.</exception>
    public static void Write(string path, RunFolder run, IEnumerable<string> outputs)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(outputs);
        var files = outputs.SelectMany(Files)
            .Select(f => (File: f, Relative: run.Relative(f)))
            .Where(f => !RunFolder.OutsideManifests.Contains(Path.GetFileName(f.Relative), StringComparer.Ordinal))
            .DistinctBy(f => f.Relative, StringComparer.Ordinal)
            .OrderBy(f => f.Relative, StringComparer.Ordinal)
            .ToList();
        var lines = files.AsParallel().AsOrdered()
            .Select(f => $"{ContentDigest.OfFile(f.File)[Prefix.Length..]}  {f.Relative}\n");
        AtomicFile.WriteText(path, string.Concat(lines));
    }

    /// <summary>The first file that is missing or has other content, as a path relative to the run's folder; null when all is as recorded.</summary>
    public static string? FirstDifference(string path, RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return File.ReadLines(path)
            .Select(line => (Digest: Prefix + line[..64], Relative: line[66..]))
            .AsParallel().AsOrdered()
            .Where(f => !File.Exists(run.In(f.Relative)) || ContentDigest.OfFile(run.In(f.Relative)) != f.Digest)
            .Select(f => f.Relative)
            .FirstOrDefault();
    }

    private static IEnumerable<string> Files(string output) =>
        Directory.Exists(output)
            ? Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories)
                .Where(f => !Path.GetFileName(f).StartsWith(".partial-", StringComparison.Ordinal))
            : File.Exists(output)
                ? [output]
                : throw new FileNotFoundException($"A step ended without writing {Path.GetFileName(output)}.", output);
}
