using System.Text.Json;
using System.Text.Json.Serialization;

namespace MedMim.Studies.Protocols.Reading;

/// <summary>A whole number, or <c>auto</c> for null.</summary>
internal sealed class IntegerOrAutoConverter : JsonConverter<int?>
{
    public override bool HandleNull => true;

    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("auto") ? null : reader.GetInt32();

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options)
    {
        if (value is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue("auto");
        }
    }
}
