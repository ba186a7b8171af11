using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Protocols.Reading;

/// <summary>A spacing as a list [z, y, x], or one of the words <c>keep</c> and <c>median</c>.</summary>
internal sealed class SpacingConverter : JsonConverter<SpacingChoice>
{
    private const string Keep = "keep";
    private const string Median = "median";

    public override SpacingChoice Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.ValueTextEquals(Keep) ? new(SpacingName.Keep)
                : reader.ValueTextEquals(Median) ? new(SpacingName.Median)
                : throw new JsonException("not a known word");
        }

        return JsonSerializer.Deserialize<double[]>(ref reader, options) is [var z, var y, var x]
            ? new(SpacingName.Given, new(z, y, x))
            : throw new JsonException("not a list of three numbers");
    }

    public override void Write(Utf8JsonWriter writer, SpacingChoice value, JsonSerializerOptions options)
    {
        if (value.Value is { } spacing)
        {
            JsonSerializer.Serialize(writer, new[] { spacing.Z, spacing.Y, spacing.X }, options);
        }
        else
        {
            writer.WriteStringValue(value.Name == SpacingName.Median ? Median : Keep);
        }
    }
}
