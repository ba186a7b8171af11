namespace MedMim.Bench;

/// <summary>How the memory of an ingest grows with the number of files, and with the size of a volume.</summary>
internal static class ArchiveBench
{
    private const int Slices = 250;
    private static readonly int[] Files = [1_000, 10_000, 100_000];

    public static void Run(BenchOptions options, BenchReport report)
    {
        var rows = Files.Select(f => Measure(options, $"{f:N0} files of 8×8", f, Slices, 8))
            .Append(Measure(options, "one volume of 400×512×512", 400, 400, 512));
        report.Table(
            "Ingest of made-up archives",
            $"CT series of {Slices} slices, uncompressed. Peak is the largest sum of proportional set sizes over the process tree, "
            + "main is the largest resident size of the program itself, workers that of one worker. The second run reads nothing.",
            ["", "series", "seconds", "files/s", "peak MiB", "main MiB", "worker MiB", "again: seconds", "again: main MiB"],
            rows);
    }

    private static string[] Measure(BenchOptions options, string name, int files, int slices, int edge)
    {
        var archive = options.Fresh("made");
        MadeArchive.Write(archive, files, slices, edge);
        var store = Path.Combine(options.Fresh("store"), "s");
        var program = options.Medmim;
        var first = ProcessMeter.Run(program, "ingest", archive, "--store", store, "--quiet");
        var again = ProcessMeter.Run(program, "ingest", archive, "--store", store, "--quiet");
        if (first.ExitCode != 0 || again.ExitCode != 0)
        {
            throw new InvalidOperationException("The ingest failed: no figures.");
        }

        options.Fresh("made");
        return
        [
            name, BenchReport.Number(files / slices, "0"), BenchReport.Number(first.Seconds, "0.0"), BenchReport.Number(files / first.Seconds, "0"),
            BenchReport.Number(first.PeakMiB, "0"), BenchReport.Number(first.MainMiB, "0"), BenchReport.Number(first.ChildMiB, "0"),
            BenchReport.Number(again.Seconds, "0.0"), BenchReport.Number(again.MainMiB, "0"),
        ];
    }
}
