namespace MedMim.Bench;

/// <summary>
/// Ingest against dcm2niix on the same DICOM files. Both read every file and write every volume uncompressed; MedMim also
/// digests the voxels, computes the tissue prior and writes the catalogue.
/// </summary>
internal static class IngestBench
{
    private static readonly string[] Folders = ["ci/tumour_sts", "ci/NC_tumour_ibsi_lung/dicom/image"];

    public static void Run(BenchOptions options, BenchReport report)
    {
        var sources = Sources(options.Data);
        if (sources.Count == 0)
        {
            Console.Error.WriteLine($"{options.Data}: no DICOM test scans there; the comparison with dcm2niix is left out.");
            return;
        }

        var archive = options.Fresh("archive");
        var files = Link(sources, archive);
        var medmim = Path.Combine(options.Root, "eng", "run");
        var ours = new List<ProcessMeter.Measure>();
        var theirs = new List<ProcessMeter.Measure>();
        for (var i = 0; i <= options.Repeat; i++)
        {
            var a = ProcessMeter.Run(medmim, "ingest", archive, "--store", Path.Combine(options.Fresh("store"), "s"), "--quiet");
            var b = ProcessMeter.Run("dcm2niix", "-z", "n", "-o", options.Fresh("nifti"), archive);
            if (i > 0)
            {
                // The first round only warms the page cache.
                ours.Add(a);
                theirs.Add(b);
            }
        }

        var (us, them) = (Median(ours), Median(theirs));
        report.Table(
            "Ingest against dcm2niix",
            $"{files} DICOM files, {Bytes(archive) / 1e6:0} MB; median of {options.Repeat} rounds, alternating, page cache warm. "
            + "Peak is the sum over the process tree.",
            ["", "seconds", "peak MiB", "files/s", "ratio of time"],
            [
                Row("medmim ingest", us, files, us.Seconds / them.Seconds),
                Row("dcm2niix -z n", them, files, 1),
            ]);
    }

    private static string[] Row(string name, ProcessMeter.Measure m, int files, double ratio) =>
    [
        name, BenchReport.Number(m.Seconds, "0.00"), BenchReport.Number(m.PeakMiB, "0"),
        BenchReport.Number(files / m.Seconds, "0"), BenchReport.Number(ratio, "0.00") + " ×",
    ];

    private static ProcessMeter.Measure Median(List<ProcessMeter.Measure> measures) => new(
        measures.Select(m => m.Seconds).Order().ElementAt(measures.Count / 2),
        measures.Select(m => m.PeakMiB).Order().ElementAt(measures.Count / 2),
        measures.Max(m => m.ExitCode));

    private static List<string> Sources(string data) =>
        Folders.Select(p => Path.Combine(data, p))
            .Where(Directory.Exists)
            .ToList();

    private static int Link(List<string> sources, string archive)
    {
        var files = sources.SelectMany(s => Directory.EnumerateFiles(s, "*.dcm", SearchOption.AllDirectories)).Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < files.Count; i++)
        {
            // Copies, one folder a source folder, so that both programs see an ordinary archive.
            var folder = Directory.CreateDirectory(Path.Combine(archive, $"{files[i].Split('/').Reverse().Skip(1).First()}-{Path.GetDirectoryName(files[i])!.Length}"));
            File.Copy(files[i], Path.Combine(folder.FullName, $"{i:000000}.dcm"));
        }

        return files.Count;
    }

    private static long Bytes(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
}
