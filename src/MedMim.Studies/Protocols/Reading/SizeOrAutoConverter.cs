using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Imaging.Volumes;

namespace MedMim.Studies.Protocols.Reading;

/// <summary>A size as a list [z, y, x], or <c>auto</c> for null.</summary>
internal sealed class SizeOrAutoConverter : JsonConverter<GridSize?>
{
    public override bool HandleNull => true;

    public override GridSize? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("auto")
            ? null
            : JsonSerializer.Deserialize<GridSize>(ref reader, options);

    public override void Write(Utf8JsonWriter writer, GridSize? value, JsonSerializerOptions options)
    {
        if (value is { } size)
        {
            JsonSerializer.Serialize(writer, size, options);
        }
        else
        {
            writer.WriteStringValue("auto");
        }
    }
}
