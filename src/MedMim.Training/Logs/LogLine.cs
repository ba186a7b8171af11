using System.Text.Json;

namespace MedMim.Training.Logs;

/// <summary>A line of a log, read back.</summary>
/// <param name="Step">Its step.</param>
/// <param name="Values">The whole object.</param>
internal readonly record struct LogLine(long Step, JsonElement Values)
{
    /// <summary>Reads a line; null where it was cut off, or is no object with a step.</summary>
    public static LogLine? Parse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return new(json.RootElement.GetProperty("step").GetInt64(), json.RootElement.Clone());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>A number of the line; null where it is absent or was not finite.</summary>
    public double? Number(string name) =>
        Values.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
