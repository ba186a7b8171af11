using MedMim.Audit.Records;
using MedMim.Audit.Verification;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Progress;
using MedMim.Studies.Running;
using MedMim.Studies.Steps;
using Microsoft.Extensions.Logging;

namespace MedMim.Studies.Reproduction;

/// <summary>
/// Runs a study again in another folder, from the protocol and on the scans that its audit log names, and compares every
/// file. The pseudonym key must be the first run's too: cases are ordered by their pseudonyms.
/// </summary>
public sealed class StudyReproduction(ILoggerFactory logging, IProgressReporter progress, TimeProvider time)
{
    /// <summary>Does the run again, or what is left of it to do, and compares.</summary>
    /// <exception cref="InputException">
    /// The first run does not hold or is not finished, the scans are others, or the new run would lie in its place.
    /// </exception>
    public async Task<ReproductionOutcome> RunAsync(ReproductionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var first = new RunFolder(request.RunFolder);
        var verdict = AuditVerifier.Verify(first.Path, request.Key);
        if (!verdict.Ok)
        {
            throw new InputException(first.Path, $"does not hold: {verdict.Summary}", "Look at it with medmim audit verify.");
        }

        if (!File.Exists(first.Receipt("report")))
        {
            throw new InputException(first.Path, "is not a finished run of a study", "Finish it with medmim run, or name another.");
        }

        if (Path.GetFullPath(request.RunsFolder) == Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(first.Path)))
        {
            throw new InputException("--runs", "is where the first run lies", "Name another folder.");
        }

        var records = AuditVerifier.ReadLog(first.Path, request.Key).Records;
        var outcome = await new Study(logging, progress, time).RunAsync(
            new StudyRequest(first.Protocol, request.DataFolder, request.RunsFolder)
            {
                Device = request.Device,
                ExpectedData = records.LastOrDefault(r => r.Entry.Step == "ingest")?.Entry.Details.GetValueOrDefault(DataDigest.FactName),
            },
            cancellation);
        var again = new RunFolder(outcome.RunFolder);
        return new ReproductionOutcome(
            again.Path, RunComparison.Of(first, again), Circumstances(records, AuditVerifier.ReadLog(again.Path).Records));
    }

    private static List<string> Circumstances(IReadOnlyList<AuditRecord> first, IReadOnlyList<AuditRecord> again)
    {
        var (before, after) = (Facts(first), Facts(again));
        return
        [
            .. before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(k => (Key: k, Old: before.GetValueOrDefault(k, "unknown"), New: after.GetValueOrDefault(k, "unknown")))
                .Where(k => k.Old != k.New)
                .Select(k => $"{k.Key}: {k.Old} then, {k.New} now"),
        ];
    }

    private static Dictionary<string, string> Facts(IReadOnlyList<AuditRecord> records)
    {
        var context = records.Last(r => r.Entry.Protocol.Length > 0).Context;
        return context.Versions.Concat(context.Environment).DistinctBy(f => f.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
    }
}
