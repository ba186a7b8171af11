using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MedMim.Imaging.Workers;

/// <summary>
/// Messages on a pipe: length of the JSON text, length of the attachment (both 32-bit, little endian), the text, the
/// attachment.
/// </summary>
internal static class MessageStream
{
    private const int HeadLength = 8;

    public static async Task WriteAsync<T>(
        Stream stream, T message, JsonTypeInfo<T> type, ReadOnlyMemory<byte> attachment, CancellationToken cancellation)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(message, type);
        var packet = new byte[HeadLength + text.Length];
        BinaryPrimitives.WriteInt32LittleEndian(packet, text.Length);
        BinaryPrimitives.WriteInt32LittleEndian(packet.AsSpan(4), attachment.Length);
        text.CopyTo(packet.AsSpan(HeadLength));
        await stream.WriteAsync(packet, cancellation);
        if (!attachment.IsEmpty)
        {
            await stream.WriteAsync(attachment, cancellation);
        }

        await stream.FlushAsync(cancellation);
    }

    /// <exception cref="EndOfStreamException">The other side is gone.</exception>
    public static async Task<(T Message, byte[] Attachment)> ReadAsync<T>(
        Stream stream, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        var head = new byte[HeadLength];
        await stream.ReadExactlyAsync(head, cancellation);
        var text = new byte[BinaryPrimitives.ReadInt32LittleEndian(head)];
        var attachment = new byte[BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(4))];
        await stream.ReadExactlyAsync(text, cancellation);
        await stream.ReadExactlyAsync(attachment, cancellation);
        return (JsonSerializer.Deserialize(text, type)!, attachment);
    }
}
