using System.Security.Cryptography;
using MedMim.Training.Logs;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>The digests of a run's files but what changes by nature: the audit log, times, and the report's circumstances.</summary>
internal static class RunDigests
{
    public static List<string> Of(string run) =>
        Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories)
            .Select(f => (File: f, Name: Path.GetRelativePath(run, f)))
            .Where(f => !f.Name.StartsWith("audit/", StringComparison.Ordinal) && !f.Name.StartsWith("report.", StringComparison.Ordinal))
            .Where(f => Path.GetFileName(f.Name) is not ("timings.jsonl" or "timing.jsonl" or TensorBoardFile.Name or ".run.lock" or "report.sha256" or "sources.parquet"))
            .OrderBy(f => f.Name, StringComparer.Ordinal)
            .Select(f => f.Name + " " + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f.File))))
            .ToList();
}
