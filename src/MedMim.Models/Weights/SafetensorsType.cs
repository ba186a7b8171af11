using static TorchSharp.torch;

namespace MedMim.Models.Weights;

/// <summary>The element types that MedMim reads and writes, by their names in a safetensors header.</summary>
internal static class SafetensorsType
{
    private static readonly (string Name, ScalarType Type, int Length)[] Known =
    [
        ("F64", ScalarType.Float64, 8), ("F32", ScalarType.Float32, 4), ("F16", ScalarType.Float16, 2),
        ("BF16", ScalarType.BFloat16, 2), ("I64", ScalarType.Int64, 8), ("I32", ScalarType.Int32, 4),
        ("U8", ScalarType.Byte, 1), ("BOOL", ScalarType.Bool, 1),
    ];

    /// <summary>Torch's type; null where the name is not known.</summary>
    public static ScalarType? Torch(string name) =>
        Known.Where(k => k.Name == name).Select(k => (ScalarType?)k.Type).FirstOrDefault();

    /// <summary>The name of a type.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static string Name(ScalarType type) => Known.FirstOrDefault(k => k.Type == type).Name
        ?? throw new NotSupportedException($"A safetensors file cannot hold {type} here.");

    /// <summary>Bytes of an element.</summary>
    public static int Length(ScalarType type) => Known.First(k => k.Type == type).Length;
}
