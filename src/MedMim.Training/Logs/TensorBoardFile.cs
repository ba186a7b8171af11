using System.Buffers.Binary;

namespace MedMim.Training.Logs;

/// <summary>
/// A TensorBoard event file: scalars by step. Opened at a step, it drops the records of that step and later ones (and a torn
/// last record), so that a resumed run's curves have no point twice. It holds wall-clock times, so it differs from run to
/// run.
/// </summary>
/// <remarks>
/// Records are TensorFlow's TFRecord: length (8 bytes), masked CRC-32C of it (4), the event, masked CRC-32C of it (4), little
/// endian. Events are protocol buffers (tensorflow/core/util/event.proto), see <see cref="TensorBoardEvent"/>.
/// </remarks>
public sealed class TensorBoardFile : IDisposable
{
    /// <summary>The file's name: TensorBoard looks for <c>tfevents</c> in it.</summary>
    public const string Name = "events.out.tfevents.medmim";

    private const int HeaderLength = 12;
    private const int FooterLength = 4;
    private const int LongestEvent = 1 << 20;

    private readonly FileStream stream;
    private readonly TimeProvider time;

    /// <param name="path">The file; made if absent.</param>
    /// <param name="step">The step at which the run begins or goes on: records of lower steps are kept.</param>
    /// <param name="time">The clock for the points' times.</param>
    public TensorBoardFile(string path, long step, TimeProvider time)
    {
        this.time = time;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        stream.SetLength(LengthBefore(step));
        stream.Seek(0, SeekOrigin.End);
        if (stream.Length == 0)
        {
            Write(TensorBoardEvent.Version(Now()));
        }
    }

    /// <summary>Appends a point to each curve.</summary>
    /// <param name="step">The step.</param>
    /// <param name="values">Values by tag, such as <c>loss</c>; what is not finite is kept as such.</param>
    public void Append(long step, IEnumerable<KeyValuePair<string, double>> values) =>
        Write(TensorBoardEvent.Scalars(Now(), step, values));

    /// <summary>Makes the records so far durable.</summary>
    public void Flush() => stream.Flush(flushToDisk: true);

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private double Now() => time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    private void Write(byte[] content)
    {
        var record = new byte[HeaderLength + content.Length + FooterLength];
        BinaryPrimitives.WriteInt64LittleEndian(record, content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), MaskedCrc.Of(record.AsSpan(0, 8)));
        content.CopyTo(record, HeaderLength);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(HeaderLength + content.Length), MaskedCrc.Of(content));
        stream.Write(record);
        stream.Flush();
    }

    private long LengthBefore(long step)
    {
        stream.Position = 0;
        while (true)
        {
            var begin = stream.Position;
            if (ReadRecord() is not { } content || TensorBoardEvent.StepOf(content) is not { } at || (begin > 0 && at >= step))
            {
                return begin;
            }
        }
    }

    /// <summary>The next record's event; null where it was cut off or is damaged.</summary>
    private byte[]? ReadRecord()
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        if (stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength
            || BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) != MaskedCrc.Of(header[..8]))
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(header);
        if (length is < 0 or > LongestEvent)
        {
            return null;
        }

        var rest = new byte[length + FooterLength];
        return stream.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false) == rest.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(rest.AsSpan((int)length)) == MaskedCrc.Of(rest.AsSpan(0, (int)length))
            ? rest[..(int)length]
            : null;
    }
}
