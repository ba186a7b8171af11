using System.Globalization;
using MedMim.Audit.Verification;

namespace MedMim.Bench.Auditing;

/// <summary>Attacks a run's audit log in every way that is known, and counts what is seen and what is survived.</summary>
internal static class AuditBench
{
    public static void Run(BenchOptions options, BenchReport report)
    {
        using var run = AttackedRun.Make(options.Fresh("audit"));
        var records = AuditVerifier.ReadLog(run.Folder).Records.Count;
        var rows = new List<string[]>();
        void Count(string attack, IEnumerable<bool> seen, string how)
        {
            var all = seen.ToList();
            rows.Add([attack, BenchReport.Number(all.Count, "0"), BenchReport.Number(all.Count(s => s), "0"), how]);
        }

        foreach (var file in run.SignedFiles)
        {
            var name = file.StartsWith("audit/keys/", StringComparison.Ordinal) ? "audit/keys/FINGERPRINT.pub" : file;
            Count($"a bit flipped in each byte of {name}", Attacks.FlippedBytes(run, file), "verify");
        }

        Count("each record removed", Attacks.Removed(run), "verify");
        Count("each record and its checkpoint removed", Attacks.RemovedWithCheckpoint(run), "verify, --expect for the last");
        Count("each record doubled", Attacks.Doubled(run), "verify");
        Count("each two records swapped", Attacks.Swapped(run), "verify");
        Count("log and checkpoints cut at each record", Attacks.Cut(run), "verify --expect");
        Count("an older state of each size, continued another way", Attacks.Replayed(run), "verify --expect");
        Count("log cut at each byte of it", Attacks.CutBytes(run), "verify");
        foreach (var (forgery, isSeen) in Forgeries.All(run))
        {
            Count(forgery, [isSeen], "verify --key");
        }

        var (torn, recovered) = CrashAttacks.TornWrites(run);
        rows.Add(["the last write torn at each byte, then opened", BenchReport.Number(torn, "0"), BenchReport.Number(recovered, "0"), "recovered, recorded"]);
        var (kills, survived, lost) = CrashAttacks.KilledWriters(options.Fresh("audit-kills"));
        rows.Add(["SIGKILL at each write and sync of a writer", BenchReport.Number(kills, "0"), BenchReport.Number(survived, "0"),
            string.Create(CultureInfo.InvariantCulture, $"recovered; {lost} acknowledged records lost")]);
        var (writers, written, found) = CrashAttacks.RacingWriters(options.Fresh("audit-race"));
        rows.Add([$"{writers} processes writing at once", BenchReport.Number(written, "0"), BenchReport.Number(found, "0"), "records written, found, all verify"]);
        report.Table(
            "Audit", $"A log of {records} records and two keys, signed by turns; artifacts beside it. Every row: how often it was tried, how often it was "
            + "seen (or survived), and by what.",
            ["attack", "tried", "seen", "by"], rows);
    }
}
