using System.Text.Json;
using System.Text.Json.Serialization;

namespace MedMim.Imaging.Workers;

/// <summary>A number as its bits, an integer: the pipe has two ends of one program, and shortest decimals take long to find.</summary>
internal sealed class BitsOfDouble : JsonConverter<double>
{
    /// <inheritdoc/>
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        BitConverter.Int64BitsToDouble(reader.GetInt64());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(BitConverter.DoubleToInt64Bits(value));
}
