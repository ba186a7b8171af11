using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Foundation.Files;

namespace MedMim.Evaluation.Reports.Output;

/// <summary>Writes a picture's bytes as its digest and length: the pictures themselves are in the page.</summary>
internal sealed class PictureConverter : JsonConverter<ReadOnlyMemory<byte>>
{
    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("A report's pictures are not kept in report.json.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("digest", ContentDigest.OfBytes(value.Span));
        writer.WriteNumber("bytes", value.Length);
        writer.WriteEndObject();
    }
}
