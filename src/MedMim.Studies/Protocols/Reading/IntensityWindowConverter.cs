using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Protocols.Reading;

/// <summary>A window as a list [low, high].</summary>
internal sealed class IntensityWindowConverter : JsonConverter<IntensityWindow>
{
    public override IntensityWindow Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<double[]>(ref reader, options) is [var low, var high]
            ? new IntensityWindow(low, high)
            : throw new JsonException("not a list of two numbers");

    public override void Write(Utf8JsonWriter writer, IntensityWindow value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new[] { value.Low, value.High }, options);
}
