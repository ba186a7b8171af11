using System.Reflection;

namespace MedMim.Audit.Records;

/// <summary>Which program is running, as exactly as it knows itself.</summary>
public static class ProgramIdentity
{
    private const int CommitDigits = 40;

    /// <summary>
    /// <c>medmim</c>: the version; <c>commit</c>: the sources it was built from, where the build knew;
    /// <c>packages</c>: the digest of the list of its packages with their versions and hashes (<c>medmim.deps.json</c>),
    /// where that lies beside it.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Current()
    {
        var assembly = typeof(ProgramIdentity).Assembly;
        var identity = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["medmim"] = assembly.GetName().Version?.ToString(3) ?? "unknown",
        };
        var informational = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        var commit = informational[(informational.IndexOf('+', StringComparison.Ordinal) + 1)..];
        if (commit.Length == CommitDigits && commit.All(char.IsAsciiHexDigitLower))
        {
            identity["commit"] = commit;
        }

        var list = (AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string ?? "").Split(';', ':')
            .FirstOrDefault(f => f.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal) && File.Exists(f));
        if (list is not null)
        {
            identity["packages"] = AuditDigest.OfFile(list);
        }

        return identity;
    }
}
