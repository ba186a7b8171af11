using System.Globalization;
using System.Text.Json;

namespace MedMim.Audit.Records;

/// <summary>
/// Records as bytes: one JSON object in one line, without its line feed, keys sorted by code point, no spaces, ASCII.
/// There is exactly one way to write a record, and only that is read.
/// </summary>
public static class RecordCodec
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private static readonly string[] SinceFormat2 = ["event", "event_type", "objects", "process", "requested", "source", "started"];

    private static readonly string[] Keys =
    [
        "action", "command", "details", "environment", "event", "event_type", "format", "host", "inputs", "monotonic_ns",
        "objects", "outcome", "outputs", "previous", "process", "protocol", "requested", "sequence", "source", "started", "step",
        "time", "user", "versions",
    ];

    /// <summary>The record's line.</summary>
    public static byte[] Encode(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var isFull = record.Format > 1;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("action", Word(record.Entry.Action));
            json.WriteString("command", record.Entry.Command);
            Write(json, "details", record.Entry.Details);
            Write(json, "environment", record.Context.Environment);
            if (isFull)
            {
                json.WriteString("event", record.Entry.Event);
                json.WriteString("event_type", record.Entry.EventType);
            }

            json.WriteNumber("format", record.Format);
            json.WriteString("host", record.Context.Host);
            Write(json, "inputs", record.Entry.Inputs);
            json.WriteNumber("monotonic_ns", record.MonotonicNs);
            if (isFull)
            {
                Write(json, "objects", record.Entry.Objects);
            }

            json.WriteString("outcome", Word(record.Entry.Outcome));
            Write(json, "outputs", record.Entry.Outputs);
            json.WriteString("previous", record.Previous);
            if (isFull)
            {
                json.WriteNumber("process", record.Context.Process);
            }

            json.WriteString("protocol", record.Entry.Protocol);
            if (isFull)
            {
                json.WriteBoolean("requested", record.Entry.IsRequested);
            }

            json.WriteNumber("sequence", record.Sequence);
            if (isFull)
            {
                json.WriteString("source", record.Context.Source);
                json.WriteString("started", record.Entry.Started is { } started ? Text(started) : "");
            }

            json.WriteString("step", record.Entry.Step);
            json.WriteString("time", Text(record.Time));
            json.WriteString("user", record.Context.User);
            Write(json, "versions", record.Context.Versions);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">The line is not a record, or not written in the one way.</exception>
    public static AuditRecord Decode(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 4 });
            var record = Read(document.RootElement);
            return Encode(record).AsSpan().SequenceEqual(line.Span)
                ? record
                : throw new FormatException("is not written in canonical form");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("is not a record", e);
        }
    }

    private static AuditRecord Read(JsonElement root)
    {
        var format = root.GetProperty("format").GetInt32();
        if (format > AuditRecord.CurrentFormat)
        {
            throw new NewerRecordException(format);
        }

        var keys = Keys.Where(k => format > 1 || !SinceFormat2.Contains(k, StringComparer.Ordinal));
        if (format < 1 || !root.EnumerateObject().Select(p => p.Name).SequenceEqual(keys, StringComparer.Ordinal))
        {
            throw new FormatException("does not have the fields of a record");
        }

        var record = Common(root) with { Format = format };
        return format == 1 ? record : record with
        {
            Entry = record.Entry with
            {
                Event = Text(root, "event"),
                EventType = Text(root, "event_type"),
                IsRequested = root.GetProperty("requested").GetBoolean(),
                Started = Text(root, "started") is { Length: > 0 } started ? Time(started) : null,
                Objects = Words(root, "objects"),
            },
            Context = record.Context with { Process = root.GetProperty("process").GetInt32(), Source = Text(root, "source") },
        };
    }

    private static AuditRecord Common(JsonElement root)
    {
        return new AuditRecord
        {
            Sequence = root.GetProperty("sequence").GetInt64(),
            Time = Time(Text(root, "time")),
            MonotonicNs = root.GetProperty("monotonic_ns").GetInt64(),
            Previous = Text(root, "previous"),
            Entry = new AuditEntry
            {
                Step = Text(root, "step"),
                Action = Value<AuditAction>(root, "action"),
                Outcome = Value<AuditOutcome>(root, "outcome"),
                Command = Text(root, "command"),
                Protocol = Text(root, "protocol"),
                Inputs = Words(root, "inputs"),
                Outputs = Words(root, "outputs"),
                Details = Words(root, "details"),
            },
            Context = new AuditContext
            {
                User = Text(root, "user"),
                Host = Text(root, "host"),
                Versions = Words(root, "versions"),
                Environment = Words(root, "environment"),
            },
        };
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.ParseExact(text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> words)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in words.OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static T Value<T>(JsonElement root, string name)
        where T : struct, Enum
    {
        var word = Text(root, name);
        return Array.Find(Enum.GetValues<T>(), v => Word(v) == word) is var value && Word(value) == word
            ? value
            : throw new FormatException($"has an unknown {name}");
    }

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString() ?? "";

    private static SortedDictionary<string, string> Words(JsonElement root, string name)
    {
        var words = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in root.GetProperty(name).EnumerateObject())
        {
            words[property.Name] = property.Value.GetString() ?? "";
        }

        return words;
    }
}
