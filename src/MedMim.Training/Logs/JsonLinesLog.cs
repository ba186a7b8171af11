using System.Text;
using System.Text.Json;

namespace MedMim.Training.Logs;

/// <summary>
/// A log of one JSON object a line, each with a <c>step</c>. Opened at a step, it drops the lines of that step and
/// later ones (and a torn last line), so that a resumed run's log has no line twice.
/// </summary>
public sealed class JsonLinesLog : IDisposable
{
    private readonly FileStream stream;

    /// <param name="path">The file; made if absent.</param>
    /// <param name="step">The step at which the run begins or goes on: lines of lower steps are kept.</param>
    public JsonLinesLog(string path, long step)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        stream.SetLength(LengthBefore(step));
        stream.Seek(0, SeekOrigin.End);
    }

    /// <summary>Appends a line. Values are numbers, written in the shortest form that reads back the same.</summary>
    public void Append(long step, IEnumerable<KeyValuePair<string, double>> values)
    {
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteNumber("step", step);
            foreach (var (name, value) in values)
            {
                WriteNumber(writer, name, value);
            }

            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        stream.Flush();
    }

    /// <summary>Makes the lines so far durable.</summary>
    public void Flush() => stream.Flush(flushToDisk: true);

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static void WriteNumber(Utf8JsonWriter writer, string name, double value)
    {
        if (!double.IsFinite(value))
        {
            writer.WriteNull(name);
        }
        else if ((float)value == value)
        {
            writer.WriteNumber(name, (float)value);
        }
        else
        {
            writer.WriteNumber(name, value);
        }
    }

    private long LengthBefore(long step)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var text = reader.ReadToEnd();
        var length = 0;
        while (text.IndexOf('\n', length) is var end and >= 0 && LogLine.Parse(text[length..end]) is { } line && line.Step < step)
        {
            length = end + 1;
        }

        return Encoding.UTF8.GetByteCount(text.AsSpan(0, length));
    }
}
