using System.Globalization;
using System.Text.Json;

namespace MedMim.Studies.Reproduction;

/// <summary>By how much the numbers of two JSON files differ.</summary>
internal static class JsonDifference
{
    /// <summary>Null where one of them cannot be read.</summary>
    public static string? Describe(string first, string again)
    {
        try
        {
            using var old = JsonDocument.Parse(File.ReadAllBytes(first));
            using var fresh = JsonDocument.Parse(File.ReadAllBytes(again));
            var (largest, where, other) = (0.0, string.Empty, string.Empty);
            Compare(old.RootElement, fresh.RootElement, "$", ref largest, ref where, ref other);
            return other.Length > 0 ? $"another value at {other}"
                : where.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"numbers differ by {largest:0.###e0} of their size at most ({where})")
                : "the same values, written otherwise";
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Compare(JsonElement a, JsonElement b, string path, ref double largest, ref string where, ref string other)
    {
        if (a.ValueKind != b.ValueKind)
        {
            other = path;
        }
        else if (a.ValueKind == JsonValueKind.Number)
        {
            var (x, y) = (a.GetDouble(), b.GetDouble());
            var size = Math.Max(Math.Abs(x), Math.Abs(y));
            if (x != y && Math.Abs(x - y) / size > largest)
            {
                (largest, where) = (Math.Abs(x - y) / size, path);
            }
        }
        else if (a.ValueKind == JsonValueKind.Array && a.GetArrayLength() == b.GetArrayLength())
        {
            for (var i = 0; i < a.GetArrayLength(); i++)
            {
                Compare(a[i], b[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), ref largest, ref where, ref other);
            }
        }
        else if (a.ValueKind == JsonValueKind.Object && a.GetPropertyCount() == b.GetPropertyCount())
        {
            foreach (var property in a.EnumerateObject())
            {
                if (b.TryGetProperty(property.Name, out var value))
                {
                    Compare(property.Value, value, $"{path}.{property.Name}", ref largest, ref where, ref other);
                }
                else
                {
                    other = $"{path}.{property.Name}";
                }
            }
        }
        else if (a.ValueKind is JsonValueKind.Array or JsonValueKind.Object || a.GetRawText() != b.GetRawText())
        {
            other = path;
        }
    }
}
