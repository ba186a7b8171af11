using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Imaging.Volumes;

namespace MedMim.Pretraining;

/// <summary>A grid size as [z, y, x].</summary>
internal sealed class GridSizeConverter : JsonConverter<GridSize>
{
    public override GridSize Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<int[]>(ref reader, options) is [var z, var y, var x]
            ? new(z, y, x)
            : throw new JsonException("a size has three numbers");

    public override void Write(Utf8JsonWriter writer, GridSize value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Z);
        writer.WriteNumberValue(value.Y);
        writer.WriteNumberValue(value.X);
        writer.WriteEndArray();
    }
}
