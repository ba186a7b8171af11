namespace MedMim.Bench;

/// <summary>
/// Ingest against dcm2niix on the same DICOM files. Both read every file and write every volume uncompressed; MedMim also
/// digests the voxels, computes the tissue prior and writes the catalogue.
/// </summary>
internal static class IngestBench
{
    // Series that both turn into volumes, each once: copies of one series in other transfer syntaxes are left out.
    private static readonly string[] Folders =
    [
        "ci/tumour_sts", "ci/NC_tumour_ibsi_lung/dicom/image",
        "ci/dicom2nifti_truth/generic/anatomical/001", "ci/dicom2nifti_truth/hitachi/anatomical/001",
        "ci/dicom2nifti_truth/hyperfine", "ci/dicom2nifti_truth/philips_enhanced", "ci/dicom2nifti_truth/siemens_multiframe",
    ];

    public static void Run(BenchOptions options, BenchReport report)
    {
        var sources = Sources(options.Data);
        if (sources.Count == 0)
        {
            Console.Error.WriteLine($"{options.Data}: no DICOM test scans there; the comparison with dcm2niix is left out.");
            return;
        }

        var archive = options.Fresh("archive");
        var title = "the series that both read whole";
        Compare(options, report, title, archive, Copy(sources, archive));
        archive = options.Fresh("archive");
        title = "all DICOM files of ci, broken and odd ones included";
        Compare(options, report, title, archive, CopyAll(Path.Combine(options.Data, "ci"), archive));
    }

    private static void Compare(BenchOptions options, BenchReport report, string title, string archive, int files)
    {
        var medmim = Path.Combine(options.Root, "eng", "run");
        var ours = new List<ProcessMeter.Measure>();
        var theirs = new List<ProcessMeter.Measure>();
        var volumes = (Ours: 0, Theirs: 0);
        for (var i = 0; i <= options.Repeat; i++)
        {
            var store = Path.Combine(options.Fresh("store"), "s");
            var nifti = options.Fresh("nifti");

            // Each goes first in every other round.
            if (i % 2 == 0)
            {
                ours.Add(Ingest(medmim, archive, store));
                theirs.Add(Convert(archive, nifti));
            }
            else
            {
                theirs.Add(Convert(archive, nifti));
                ours.Add(Ingest(medmim, archive, store));
            }

            volumes = (Count(Path.Combine(store, "volumes"), IsImage), Count(nifti, f => f.EndsWith(".nii", StringComparison.Ordinal)));
        }

        // The first round only warms the page cache.
        ours.RemoveAt(0);
        theirs.RemoveAt(0);

        // Memory is measured in a round of its own, because measuring it takes time.
        var ourPeak = ProcessMeter.Peak(medmim, IngestArguments(archive, Path.Combine(options.Fresh("store"), "s")));
        var theirPeak = ProcessMeter.Peak("dcm2niix", ConvertArguments(archive, options.Fresh("nifti")));
        var (us, them) = (Median(ours, ourPeak), Median(theirs, theirPeak));
        if (us.ExitCode != 0)
        {
            throw new InvalidOperationException("medmim failed: no comparison.");
        }

        report.Table(
            $"Ingest against dcm2niix: {title}",
            $"{files} DICOM files, {Bytes(archive) / 1e6:0} MB; median of {options.Repeat} rounds, alternating, page cache warm. "
            + "Peak is the sum over the process tree. MedMim also writes tissue priors, digests and a catalogue, and syncs to disk.",
            ["", "exit", "volumes", "seconds", "range", "CPU s", "peak MiB", "files/s", "ratio of time", "of CPU"],
            [
                Row("medmim ingest", volumes.Ours, us, ours, files, them),
                Row("dcm2niix -z n", volumes.Theirs, them, theirs, files, them),
            ]);
    }

    private static ProcessMeter.Measure Ingest(string medmim, string archive, string store) =>
        ProcessMeter.Run(medmim, IngestArguments(archive, store));

    private static ProcessMeter.Measure Convert(string archive, string nifti) =>
        ProcessMeter.Run("dcm2niix", ConvertArguments(archive, nifti));

    private static string[] IngestArguments(string archive, string store) => ["ingest", archive, "--store", store, "--quiet"];

    private static string[] ConvertArguments(string archive, string nifti) => ["-z", "n", "-o", nifti, archive];

    private static int Count(string folder, Func<string, bool> wanted) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Count(wanted) : 0;

    // ID.npy is a scan; ID.tissue.npy and ID.label.npy belong to it.
    private static bool IsImage(string path) =>
        path.EndsWith(".npy", StringComparison.Ordinal) && Path.GetFileName(path).Count(c => c == '.') == 1;

    private static string[] Row(
        string name, int volumes, ProcessMeter.Measure m, List<ProcessMeter.Measure> all, int files, ProcessMeter.Measure theirs) =>
    [
        name, BenchReport.Number(m.ExitCode, "0"), BenchReport.Number(volumes, "0"), BenchReport.Number(m.Seconds, "0.000"),
        $"{BenchReport.Number(all.Min(a => a.Seconds), "0.000")}–{BenchReport.Number(all.Max(a => a.Seconds), "0.000")}",
        BenchReport.Number(m.CpuSeconds, "0.00"), BenchReport.Number(m.PeakMiB, "0"), BenchReport.Number(files / m.Seconds, "0"),
        BenchReport.Number(m.Seconds / theirs.Seconds, "0.00") + " ×", BenchReport.Number(m.CpuSeconds / theirs.CpuSeconds, "0.00") + " ×",
    ];

    private static ProcessMeter.Measure Median(List<ProcessMeter.Measure> measures, double peak) => new(
        measures.Select(m => m.Seconds).Order().ElementAt(measures.Count / 2),
        peak,
        measures.Max(m => m.ExitCode),
        measures.Select(m => m.CpuSeconds).Order().ElementAt(measures.Count / 2));

    private static List<string> Sources(string data) =>
        Folders.Select(p => Path.Combine(data, p))
            .Where(Directory.Exists)
            .ToList();

    private static int Copy(List<string> sources, string archive)
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

    private static int CopyAll(string ci, string archive)
    {
        var files = Directory.EnumerateFiles(ci, "*", SearchOption.AllDirectories).Where(IsDicom).ToList();
        foreach (var file in files)
        {
            var target = Path.Combine(archive, Path.GetRelativePath(ci, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return files.Count;
    }

    private static bool IsDicom(string path)
    {
        using var file = File.OpenRead(path);
        var start = new byte[132];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.AsSpan(128).SequenceEqual("DICM"u8);
    }

    private static long Bytes(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
}
