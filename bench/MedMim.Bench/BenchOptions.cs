using System.Globalization;

namespace MedMim.Bench;

/// <summary>What to measure, and where.</summary>
/// <param name="Data">Test scans.</param>
/// <param name="Repeat">Runs of each short measurement; the median counts.</param>
/// <param name="Root">The repository.</param>
/// <param name="Work">A scratch folder, emptied before use.</param>
/// <param name="Results">Where the figures are kept.</param>
internal sealed record BenchOptions(string Data, int Repeat, string Root, string Work, string Results)
{
    public static BenchOptions? Parse(string[] arguments)
    {
        var root = Directory.GetCurrentDirectory();
        var data = Path.GetFullPath(Path.Combine(root, "..", "shared", "data"));
        var repeat = 5;
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            switch (arguments[i])
            {
                case "--data":
                    data = Path.GetFullPath(arguments[i + 1]);
                    break;
                case "--repeat":
                    repeat = int.Parse(arguments[i + 1], CultureInfo.InvariantCulture);
                    break;
                default:
                    Console.Error.WriteLine($"{arguments[i]}: no such option. Use --data DIR or --repeat N.");
                    return null;
            }
        }

        return new(data, repeat, root, Path.Combine(root, "bench", "work"), Path.Combine(root, "bench", "results"));
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
