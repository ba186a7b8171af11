using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Protocols.Reading;

/// <summary>A window as a list [low, high], or a word for null.</summary>
internal abstract class WindowOrWordConverter(string word) : JsonConverter<IntensityWindow?>
{
    public override bool HandleNull => true;

    public override IntensityWindow? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(word))
        {
            return null;
        }

        return JsonSerializer.Deserialize<double[]>(ref reader, options) is [var low, var high]
            ? new IntensityWindow(low, high)
            : throw new JsonException("not a list of two numbers");
    }

    public override void Write(Utf8JsonWriter writer, IntensityWindow? value, JsonSerializerOptions options)
    {
        if (value is { } window)
        {
            JsonSerializer.Serialize(writer, new[] { window.Low, window.High }, options);
        }
        else
        {
            writer.WriteStringValue(word);
        }
    }
}
