using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Training.Augmentation;

namespace MedMim.Studies.Protocols.Reading;

/// <summary>A range as a list [low, high].</summary>
internal sealed class ValueRangeConverter : JsonConverter<ValueRange>
{
    public override ValueRange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<double[]>(ref reader, options) is [var low, var high]
            ? new ValueRange(low, high)
            : throw new JsonException("not a list of two numbers");

    public override void Write(Utf8JsonWriter writer, ValueRange value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new[] { value.Low, value.High }, options);
}
