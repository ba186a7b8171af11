using MedMim.Foundation.Randomness;

namespace MedMim.Fuzz;

/// <summary>The real files that are broken, and folders of a few DICOM files that make a series together.</summary>
internal sealed class Corpus
{
    private const long LargestFile = 1 << 20;
    private const int LargestSeries = 24;
    private static readonly string[] Formats = [".nii", ".nii.gz", ".nrrd", ".nhdr", ".mha", ".mhd", ".hdr", ".img", ".dcm", ".ima"];
    private readonly string[] files;
    private readonly string[][] series;

    public Corpus(string folder)
    {
        files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsScan).Order(StringComparer.Ordinal)];
        series = [.. files.Where(f => f.EndsWith(".dcm", StringComparison.Ordinal)).GroupBy(f => Path.GetDirectoryName(f)!, StringComparer.Ordinal)
            .Select(g => g.ToArray()).Where(g => g.Length is >= 3 and <= LargestSeries)];
    }

    /// <summary>How many files there are.</summary>
    public int Count => files.Length;

    /// <summary>
    /// Writes broken files into a folder: single ones, and now and then a whole series of which one file is broken, so
    /// that decoders see pixels and not headers alone.
    /// </summary>
    /// <param name="folder">Where to.</param>
    /// <param name="count">How many files.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="batch">Of the run's batches, which this is.</param>
    public void Write(string folder, int count, ulong seed, long batch)
    {
        var random = new RandomStream(new StreamKey(seed, "fuzz", 0, batch));
        for (var written = 0; written < count;)
        {
            string[] group = series.Length > 0 && random.NextInt32(20) == 0
                ? series[random.NextInt32(series.Length)]
                : [files[random.NextInt32(files.Length)]];
            var broken = random.NextInt32(group.Length);
            for (var i = 0; i < group.Length && written < count; i++, written++)
            {
                var bytes = File.ReadAllBytes(group[i]);
                var name = $"{written:000000}-{Extension(group[i])}";
                File.WriteAllBytes(Path.Combine(folder, name), i == broken ? Mutator.Break(bytes, random) : bytes);
            }
        }
    }

    // ITK chooses its reader by name.
    private static string Extension(string path)
    {
        var name = Path.GetFileName(path);
        return Formats.OrderByDescending(f => f.Length).FirstOrDefault(f => name.EndsWith(f, StringComparison.OrdinalIgnoreCase)) is { } format
            ? "scan" + format
            : "scan";
    }

    private static bool IsScan(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length is < 16 or > LargestFile)
        {
            return false;
        }

        var start = new byte[132];
        return Formats.Any(f => path.EndsWith(f, StringComparison.OrdinalIgnoreCase))
            || (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.AsSpan(128).SequenceEqual("DICM"u8));
    }
}
