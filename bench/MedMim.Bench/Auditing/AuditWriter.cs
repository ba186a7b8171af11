using System.Diagnostics;
using System.Globalization;
using MedMim.Audit.Failures;
using MedMim.Audit.Keys;
using MedMim.Audit.Log;
using MedMim.Audit.Records;

namespace MedMim.Bench.Auditing;

/// <summary>A process that writes records, and says the number of each once it was told that the record is safe.</summary>
internal static class AuditWriter
{
    /// <summary>The first argument that makes this program a writer.</summary>
    public const string Verb = "audit-writer";

    /// <summary>The process's work.</summary>
    public static int Run(string folder, int records)
    {
        using var key = AuditKey.LoadOrCreate(folder + ".key");
        while (true)
        {
            try
            {
                using var log = AuditLog.Open(folder, key);
                for (var i = 0; i < records; i++)
                {
                    Console.WriteLine(log.Append(new AuditEntry { Step = "written" }).Sequence);
                }

                return 0;
            }
            catch (AuditException e) when (e.Problem.Contains("another process", StringComparison.Ordinal))
            {
                Thread.Sleep(Random.Shared.Next(10));
            }
        }
    }

    /// <summary>Starts one, under strace where something is to be injected into its system calls.</summary>
    public static Process Start(string? injection, string folder, int records)
    {
        var count = records.ToString(CultureInfo.InvariantCulture);
        return injection is null
            ? Command.Start(Environment.ProcessPath!, 1, Verb, folder, count)
            : Command.Start(
                "strace", 1, "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + injection[..injection.IndexOf(':', StringComparison.Ordinal)],
                "-e", "inject=" + injection, Environment.ProcessPath!, Verb, folder, count);
    }

    /// <summary>Waits for its end; the numbers that it said.</summary>
    public static List<int> ToldBy(Process process)
    {
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        _ = errors.Result;
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => int.Parse(l, CultureInfo.InvariantCulture))];
    }
}
