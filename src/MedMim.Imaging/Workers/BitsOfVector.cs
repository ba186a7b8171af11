using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Workers;

/// <summary>A vector as its bytes (<see cref="BitsOfDouble"/>).</summary>
internal sealed class BitsOfVector : JsonConverter<Vector3>
{
    /// <inheritdoc/>
    public override Vector3 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MemoryMarshal.Read<Vector3>(reader.GetBytesFromBase64());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Vector3 value, JsonSerializerOptions options) =>
        writer.WriteBase64StringValue(MemoryMarshal.AsBytes(new ReadOnlySpan<Vector3>(in value)));
}
