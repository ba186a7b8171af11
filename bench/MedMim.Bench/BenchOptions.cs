using System.Globalization;

namespace MedMim.Bench;

/// <summary>What to measure, and where.</summary>
/// <param name="Data">Test scans.</param>
/// <param name="Repeat">Runs of each short measurement; the median counts.</param>
/// <param name="Parts">Which measurements: ingest, archive, stages, primus, pretraining, boxes, inference, audit, metrics, coverage, kills; gpu only where it is named.</param>
/// <param name="Root">The repository.</param>
/// <param name="Work">A scratch folder, emptied before use.</param>
/// <param name="Results">Where the figures are kept.</param>
/// <param name="Medmim">The program; another than the build's where there is none.</param>
/// <param name="Python">A Python that has torch and scipy.</param>
internal sealed record BenchOptions(
    string Data, int Repeat, IReadOnlyList<string> Parts, string Root, string Work, string Results, string Medmim, string Python)
{
    private static readonly string[] AllParts = ["ingest", "archive", "stages", "primus", "pretraining", "boxes", "inference", "audit", "metrics", "coverage", "kills"];

    public static BenchOptions? Parse(string[] arguments)
    {
        var root = Directory.GetCurrentDirectory();
        var data = Path.GetFullPath(Path.Combine(root, "..", "shared", "data"));
        var repeat = 5;
        var parts = AllParts;
        var results = Path.Combine(root, "bench", "results");
        var medmim = Path.Combine(root, "artifacts", "bin", "MedMim.Cli", "release_linux-x64", "medmim");
        var python = "/usr/bin/python3";
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : string.Empty;
            switch (arguments[i])
            {
                case "--data" when value.Length > 0:
                    data = Path.GetFullPath(value);
                    break;
                case "--repeat" when int.TryParse(value, CultureInfo.InvariantCulture, out repeat) && repeat > 0:
                    break;
                case "--only" when value == "gpu" || AllParts.Contains(value, StringComparer.Ordinal):
                    parts = [value];
                    break;
                case "--results" when value.Length > 0:
                    results = Path.GetFullPath(value);
                    break;
                case "--medmim" when value.Length > 0:
                    medmim = Path.GetFullPath(value);
                    break;
                case "--python" when value.Length > 0:
                    python = value;
                    break;
                default:
                    Console.Error.WriteLine(
                        $"{arguments[i]} {value}: not understood. Use --data DIR, --repeat N (1 or more) or --only ingest|archive|stages|primus|pretraining|boxes|inference|audit|metrics|coverage|kills|gpu,\n"
                        + "--results DIR, --medmim PROGRAM, --python PROGRAM.");
                    return null;
            }
        }

        return new(data, repeat, parts, root, Path.Combine(root, "bench", "work"), results, medmim, python);
    }

    /// <summary>An empty scratch folder.</summary>
    public string Fresh(string name)
    {
        var path = Path.Combine(Work, name);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        Directory.CreateDirectory(path);
        return path;
    }
}
