using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Imaging.Volumes;

namespace MedMim.Studies.Protocols.Reading;

/// <summary>A size as a list [z, y, x].</summary>
internal sealed class GridSizeConverter : JsonConverter<GridSize>
{
    public override GridSize Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<int[]>(ref reader, options) is [var z, var y, var x]
            ? new GridSize(z, y, x)
            : throw new JsonException("not a list of three whole numbers");

    public override void Write(Utf8JsonWriter writer, GridSize value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new[] { value.Z, value.Y, value.X }, options);
}
