using MedMim.Audit.Failures;

namespace MedMim.Audit.Records;

/// <summary>What may stand in a record: digests, relative paths, short words of printable ASCII.</summary>
public static class EntryRules
{
    /// <summary>The longest word.</summary>
    public const int MaxLength = 200;

    private const int MinPseudonym = 8;
    private const int MaxPseudonym = 64;

    /// <summary>Replaces what may not stand in a word by <c>?</c> and cuts it to <see cref="MaxLength"/>.</summary>
    public static string Shorten(string text)
    {
        var word = string.Concat((text ?? "").Select(c => IsPrintable(c) ? c : '?'));
        return word.Length <= MaxLength ? word : word[..MaxLength];
    }

    /// <summary>Whether the path stays inside the run's folder and is written in one way only.</summary>
    public static bool IsRelativePath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = (path.EndsWith('/') ? path[..^1] : path).Split('/');
        return path.Length <= 1024
            && !Array.Exists(path.ToCharArray(), c => char.IsControl(c) || c == '\\')
            && Array.TrueForAll(parts, p => p is not ("" or "." or ".."))
            && parts[0] != "audit";
    }

    /// <summary>What a record holds that no writer writes; null if nothing.</summary>
    internal static string? ProblemOf(AuditRecord record)
    {
        try
        {
            Check(record.Entry);
            Check(record.Context);
            return null;
        }
        catch (AuditException e)
        {
            return $"{e.Subject} {e.Problem}";
        }
    }

    internal static void Check(AuditEntry entry)
    {
        if (entry.Step.Length == 0)
        {
            throw Refuse("step", "is empty");
        }

        CheckWord("step", entry.Step);
        CheckWord("command", entry.Command);
        CheckWord("event", entry.Event);
        CheckWord("event_type", entry.EventType);
        CheckObjects(entry.Objects);
        if (entry.Protocol.Length > 0)
        {
            CheckDigest("protocol", entry.Protocol);
        }

        foreach (var (name, digest) in entry.Inputs)
        {
            CheckWord("inputs", name);
            CheckDigest("inputs." + name, digest);
        }

        foreach (var (path, digest) in entry.Outputs)
        {
            if (!IsRelativePath(path))
            {
                throw Refuse("outputs", "holds a path that is not relative to the run's folder, or lies in audit/");
            }

            if (digest != AuditDigest.Deleted)
            {
                CheckDigest("outputs." + path, digest);
            }
        }

        CheckWords("details", entry.Details);
    }

    internal static void Check(AuditContext context)
    {
        CheckWord("user", context.User);
        CheckWord("host", context.Host);
        CheckWord("source", context.Source);
        CheckWords("versions", context.Versions);
        CheckWords("environment", context.Environment);
    }

    // A patient's number or name is no pseudonym: what is not of that form is refused, and not repeated in the message.
    private static void CheckObjects(IReadOnlyDictionary<string, string> objects)
    {
        if (!objects.Keys.All(k => k.Length is >= MinPseudonym and <= MaxPseudonym && k.All(char.IsAsciiHexDigitLower)))
        {
            throw Refuse("objects", "holds something else than pseudonyms (hexadecimal digits)");
        }

        if (objects.Values.Count(t => t == AuditEventId.PatientNumber) > 1)
        {
            throw Refuse("objects", "holds more than one patient");
        }

        CheckWords("objects", objects);
    }

    private static void CheckWords(string field, IReadOnlyDictionary<string, string> words)
    {
        foreach (var (name, value) in words)
        {
            CheckWord(field, name);
            CheckWord(field + "." + name, value);
        }
    }

    private static void CheckWord(string field, string word)
    {
        if (word.Length > MaxLength || !word.All(IsPrintable))
        {
            throw Refuse(field, $"is longer than {MaxLength} characters or not printable ASCII");
        }
    }

    private static void CheckDigest(string field, string digest)
    {
        if (!AuditDigest.IsDigest(digest))
        {
            throw Refuse(field, "is not a digest (sha256: and 64 hexadecimal digits)");
        }
    }

    private static AuditException Refuse(string field, string problem) =>
        new("audit entry, " + field, problem, "Records hold digests and short words only.");

    private static bool IsPrintable(char c) => c is >= ' ' and <= '~';
}
