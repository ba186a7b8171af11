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

    private static readonly string[] Keys =
    [
        "action", "command", "details", "environment", "format", "host", "inputs", "monotonic_ns", "outcome", "outputs",
        "previous", "protocol", "sequence", "step", "time", "user", "versions",
    ];

    /// <summary>The record's line.</summary>
    public static byte[] Encode(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("action", Word(record.Entry.Action));
            json.WriteString("command", record.Entry.Command);
            Write(json, "details", record.Entry.Details);
            Write(json, "environment", record.Context.Environment);
            json.WriteNumber("format", record.Format);
            json.WriteString("host", record.Context.Host);
            Write(json, "inputs", record.Entry.Inputs);
            json.WriteNumber("monotonic_ns", record.MonotonicNs);
            json.WriteString("outcome", Word(record.Entry.Outcome));
            Write(json, "outputs", record.Entry.Outputs);
            json.WriteString("previous", record.Previous);
            json.WriteString("protocol", record.Entry.Protocol);
            json.WriteNumber("sequence", record.Sequence);
            json.WriteString("step", record.Entry.Step);
            json.WriteString("time", record.Time.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture));
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
        if (root.TryGetProperty("format", out var form) && form.GetInt32() > AuditRecord.CurrentFormat)
        {
            throw new FormatException($"was written by a newer version (format {form.GetInt32()})");
        }

        if (!root.EnumerateObject().Select(p => p.Name).SequenceEqual(Keys, StringComparer.Ordinal))
        {
            throw new FormatException("does not have the fields of a record");
        }

        return new AuditRecord
        {
            Format = root.GetProperty("format").GetInt32(),
            Sequence = root.GetProperty("sequence").GetInt64(),
            Time = DateTimeOffset.ParseExact(
                Text(root, "time"), TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
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
