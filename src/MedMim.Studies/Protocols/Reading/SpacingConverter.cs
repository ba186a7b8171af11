using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Protocols.Reading;

/// <summary>A spacing as a list [z, y, x], or the word <c>keep</c> for none.</summary>
internal sealed class SpacingConverter : JsonConverter<VoxelSpacing?>
{
    private const string Keep = "keep";

    public override bool HandleNull => true;

    public override VoxelSpacing? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(Keep))
        {
            return null;
        }

        return JsonSerializer.Deserialize<double[]>(ref reader, options) is [var z, var y, var x]
            ? new VoxelSpacing(z, y, x)
            : throw new JsonException("not a list of three numbers");
    }

    public override void Write(Utf8JsonWriter writer, VoxelSpacing? value, JsonSerializerOptions options)
    {
        if (value is { } spacing)
        {
            JsonSerializer.Serialize(writer, new[] { spacing.Z, spacing.Y, spacing.X }, options);
        }
        else
        {
            writer.WriteStringValue(Keep);
        }
    }
}
