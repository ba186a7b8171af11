using System.Globalization;
using MedMim.Audit.Keys;
using MedMim.Audit.Log;
using MedMim.Audit.Verification;

namespace MedMim.Bench.Auditing;

/// <summary>Writers that end in the middle, and writers that meet.</summary>
internal static class CrashAttacks
{
    private const int Writers = 6;
    private const int Records = 3;

    /// <summary>The state after a crash at each byte of the last record and of its checkpoint; how many, and how many went on well.</summary>
    public static (int Tried, int Recovered) TornWrites(AttackedRun run)
    {
        var (log, notes) = (run.Bytes(run.LogPath), run.Bytes(run.CheckpointsPath));
        var lastLine = run.Lines[^1].Length + 1;
        var lastNote = run.Notes[^1].Sum(l => System.Text.Encoding.UTF8.GetByteCount(l) + 1);
        var (tried, recovered) = (0, 0);
        for (var cut = 0; cut < lastLine + lastNote; cut++)
        {
            File.WriteAllBytes(run.LogPath, log[..(log.Length - lastLine + Math.Min(cut, lastLine))]);
            File.WriteAllBytes(run.CheckpointsPath, notes[..(notes.Length - lastNote + Math.Max(0, cut - lastLine))]);
            AuditLog.Open(run.Folder, run.Key).Dispose();
            tried++;
            var verdict = AuditVerifier.Verify(run.Folder, run.Key.PublicKey);
            var whatWasDone = AuditVerifier.ReadLog(run.Folder).Records[^1].Entry.Details["event"];
            var isRight = whatWasDone == (cut == 0 ? "opened" : cut < lastLine ? "torn-record-dropped" : "unsigned-record-dropped");
            recovered += verdict.FirstBad is null && isRight ? 1 : 0;
        }

        run.Restore();
        return (tried, recovered);
    }

    /// <summary>
    /// A writer killed by strace as it is about to make its first, second, third … write and sync; the log is opened again
    /// after each. Says how many kills, how many logs went on well, how many records that the writer had been told of were lost.
    /// </summary>
    public static (int Kills, int Survived, int Lost) KilledWriters(string work)
    {
        var (kills, survived, lost) = (0, 0, 0);
        foreach (var call in new[] { "pwrite64", "fsync" })
        {
            for (var when = 1; ; when++)
            {
                var folder = Path.Combine(work, string.Create(CultureInfo.InvariantCulture, $"{call}-{when}"));
                var (told, wasKilled) = RunWriter(folder, $"{call}:signal=SIGKILL:when={when}");
                if (!wasKilled)
                {
                    break;
                }

                kills++;
                using (var key = AuditKey.LoadOrCreate(folder + ".key"))
                using (var log = AuditLog.Open(folder, key))
                {
                    lost += told.Count(sequence => sequence >= log.Records.Count || log.Records[sequence].Entry.Step != "written");
                }

                survived += AuditVerifier.Verify(folder).Ok ? 1 : 0;
            }
        }

        return (kills, survived, lost);
    }

    /// <summary>Processes that all write one log, each trying again while another has it.</summary>
    public static (int Writers, int Written, int Found) RacingWriters(string work)
    {
        var folder = Path.Combine(work, "run");
        AuditKey.LoadOrCreate(folder + ".key").Dispose();
        var processes = Enumerable.Range(0, Writers).Select(_ => AuditWriter.Start(null, folder, Records)).ToList();
        var told = processes.Select(AuditWriter.ToldBy).ToList();
        processes.ForEach(p => p.Dispose());
        var verdict = AuditVerifier.Verify(folder);
        var found = AuditVerifier.ReadLog(folder).Records.Count(r => r.Entry.Step == "written");
        return (Writers, told.Sum(t => t.Count), verdict.Ok ? found : -1);
    }

    private static (List<int> Told, bool WasKilled) RunWriter(string folder, string injection)
    {
        AuditKey.LoadOrCreate(folder + ".key").Dispose();
        using var process = AuditWriter.Start(injection, folder, Records);
        var told = AuditWriter.ToldBy(process);
        return (told, process.ExitCode != 0);
    }
}
