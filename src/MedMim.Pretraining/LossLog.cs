using System.Text.Json;

namespace MedMim.Pretraining;

/// <summary>The losses in a run's <c>log.jsonl</c>.</summary>
internal static class LossLog
{
    public static IReadOnlyList<double> Read(string path)
    {
        var losses = new List<double>();
        foreach (var line in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.TryGetProperty("loss", out var loss) && loss.ValueKind == JsonValueKind.Number)
            {
                losses.Add(loss.GetDouble());
            }
        }

        return losses;
    }
}
