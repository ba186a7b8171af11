using MedMim.Foundation.Files;

namespace MedMim.Studies.Running;

/// <summary>
/// The digests of what a step wrote. Every file is read once, and serves the step's manifest and the audit log both.
/// </summary>
public sealed class OutputDigests
{
    private const string Prefix = "sha256:";

    private readonly RunFolder run;
    private readonly IReadOnlyList<(string Output, IReadOnlyList<string> Files)> outputs;
    private readonly IReadOnlyDictionary<string, string> digests;

    private OutputDigests(
        RunFolder run, IReadOnlyList<(string Output, IReadOnlyList<string> Files)> outputs, IReadOnlyDictionary<string, string> digests)
    {
        this.run = run;
        this.outputs = outputs;
        this.digests = digests;
    }

    /// <summary>Digests the outputs: files, or folders with all below them.</summary>
    /// <exception cref="FileNotFoundException">A step promised an output that it did not make.</exception>
    public static OutputDigests Of(RunFolder run, IEnumerable<string> outputs)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(outputs);
        List<(string, IReadOnlyList<string> Files)> found = [.. outputs.Select(o => (o, Files(run, o)))];
        var byFile = found.SelectMany(o => o.Files).Distinct(StringComparer.Ordinal)
            .AsParallel().ToDictionary(f => f, f => ContentDigest.OfFile(run.In(f)), StringComparer.Ordinal);
        return new(run, found, byFile);
    }

    /// <summary>
    /// The manifest, as <c>sha256sum -c</c> reads it: 64 hexadecimal digits, two spaces, a path relative to the run's
    /// folder; sorted. <see cref="RunFolder.OutsideManifests"/> are not in it.
    /// </summary>
    public string Manifest() => string.Concat(
        digests.Where(d => !RunFolder.OutsideManifests.Contains(Path.GetFileName(d.Key), StringComparer.Ordinal))
            .OrderBy(d => d.Key, StringComparer.Ordinal)
            .Select(d => $"{d.Value[Prefix.Length..]}  {d.Key}\n"));

    /// <summary>A digest an output, by its path relative to the run's folder; a folder's path ends with a slash.</summary>
    public IReadOnlyDictionary<string, string> ByOutput() => outputs.ToDictionary(
        o => run.Relative(o.Output) + (Directory.Exists(o.Output) ? "/" : string.Empty),
        o => Directory.Exists(o.Output)
            ? ContentDigest.OfFolder(o.Files.Select(f => (Path.GetRelativePath(o.Output, run.In(f)), digests[f])))
            : digests[o.Files[0]],
        StringComparer.Ordinal);

    private static IReadOnlyList<string> Files(RunFolder run, string output) =>
        Directory.Exists(output) ? [.. ContentDigest.FilesOf(output).Select(run.Relative)]
            : File.Exists(output) ? [run.Relative(output)]
            : throw new FileNotFoundException($"A step ended without writing {Path.GetFileName(output)}.", output);
}
