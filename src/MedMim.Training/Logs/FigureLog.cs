using System.Text.Json;

namespace MedMim.Training.Logs;

/// <summary>Reads all numbers of a run's <c>log.jsonl</c> back.</summary>
public static class FigureLog
{
    /// <summary>
    /// The finite values of every figure but <c>step</c> by name, in the order of their steps; empty where there is no log. A
    /// line that was cut off ends the log, as it does for <see cref="JsonLinesLog"/>.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<double>> Read(string folder)
    {
        var path = Path.Combine(folder, "log.jsonl");
        var figures = new SortedDictionary<string, List<double>>(StringComparer.Ordinal);
        foreach (var text in File.Exists(path) ? File.ReadLines(path) : [])
        {
            if (LogLine.Parse(text) is not { } line)
            {
                break;
            }

            foreach (var value in line.Values.EnumerateObject().Where(v => v.Name != "step" && v.Value.ValueKind == JsonValueKind.Number))
            {
                if (!figures.TryGetValue(value.Name, out var values))
                {
                    figures.Add(value.Name, values = []);
                }

                values.Add(value.Value.GetDouble());
            }
        }

        return figures.ToDictionary(f => f.Key, f => (IReadOnlyList<double>)f.Value, StringComparer.Ordinal);
    }
}
