using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace MedMim.Studies.Reproduction;

/// <summary>By how much the float32 tensors of two safetensors files differ.</summary>
internal static class WeightDifference
{
    private const int LengthBytes = 8;

    /// <summary>Null where the files do not hold the same tensors, or hold others than float32.</summary>
    public static string? Describe(string first, string again)
    {
        var (old, fresh) = (File.ReadAllBytes(first), File.ReadAllBytes(again));
        if (Places(old) is not { } places || Places(fresh) is not { } others || !places.SequenceEqual(others))
        {
            return null;
        }

        var (largest, difference, length, where) = (0.0, 0.0, 0.0, string.Empty);
        foreach (var (name, begin, end) in places)
        {
            var a = MemoryMarshal.Cast<byte, float>(old.AsSpan(begin..end));
            var b = MemoryMarshal.Cast<byte, float>(fresh.AsSpan(begin..end));
            for (var i = 0; i < a.Length; i++)
            {
                var d = Math.Abs((double)a[i] - b[i]);
                difference += d * d;
                length += (double)a[i] * a[i];
                if (d > largest)
                {
                    (largest, where) = (d, name);
                }
            }
        }

        return where.Length == 0
            ? "the same weights, other bytes around them"
            : string.Create(CultureInfo.InvariantCulture, $"weights differ by {largest:0.###e0} at most ({where}), by {Math.Sqrt(difference / length):0.###e0} of their length");
    }

    private static List<(string Name, int Begin, int End)>? Places(byte[] file)
    {
        try
        {
            var header = LengthBytes + (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
            using var json = JsonDocument.Parse(file.AsMemory(LengthBytes..header));
            var tensors = json.RootElement.EnumerateObject().Where(t => t.Name != "__metadata__").ToList();
            return tensors.TrueForAll(t => t.Value.GetProperty("dtype").GetString() == "F32")
                ? [.. tensors.Select(t => (t.Name, t.Value.GetProperty("data_offsets")))
                    .Select(t => (t.Name, header + t.Item2[0].GetInt32(), header + t.Item2[1].GetInt32()))]
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException or FormatException)
        {
            return null;
        }
    }
}
