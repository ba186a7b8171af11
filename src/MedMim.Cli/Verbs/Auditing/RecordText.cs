using System.Globalization;
using MedMim.Audit.Records;

namespace MedMim.Cli.Verbs.Auditing;

/// <summary>All of a record, a field a line.</summary>
internal static class RecordText
{
    private const int NameWidth = 10;

    public static IEnumerable<string> Lines(AuditRecord record)
    {
        var (entry, context) = (record.Entry, record.Context);
        return new (string Name, string Value)[]
        {
            ("record", record.Sequence.ToString(CultureInfo.InvariantCulture)),
            ("time", Time(record.Time)),
            ("started", entry.Started is { } started ? Time(started) : string.Empty),
            ("event", $"{entry.Event} {entry.EventType}".TrimEnd()),
            ("action", entry.Action.ToString().ToLowerInvariant()),
            ("outcome", entry.Outcome.ToString().ToLowerInvariant()),
            ("step", entry.Step),
            ("command", entry.Command),
            ("user", $"{context.User} on {context.Host}{(context.Process > 0 ? $", process {context.Process}" : string.Empty)}"),
            ("protocol", entry.Protocol),
            ("previous", record.Previous),
        }
            .Where(f => f.Value.Length > 0)
            .Select(f => $"{f.Name.PadRight(NameWidth)}{f.Value}")
            .Concat(Words("inputs", entry.Inputs))
            .Concat(Words("outputs", entry.Outputs))
            .Concat(Words("objects", entry.Objects))
            .Concat(Words("details", entry.Details))
            .Concat(Words("versions", context.Versions))
            .Concat(Words("machine", context.Environment));
    }

    private static IEnumerable<string> Words(string name, IReadOnlyDictionary<string, string> words) =>
        words.Count == 0 ? [] : words.Select(w => $"  {w.Key}: {w.Value}").Prepend(name);

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);
}
