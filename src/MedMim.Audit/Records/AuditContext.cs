using System.Globalization;
using System.Runtime.InteropServices;

namespace MedMim.Audit.Records;

/// <summary>Who writes a log, with which software, on which machine.</summary>
public sealed record AuditContext
{
    /// <summary>The user's account name (ATNA's UserID).</summary>
    public required string User { get; init; }

    /// <summary>The host's name, or a pseudonym of it.</summary>
    public required string Host { get; init; }

    /// <summary>The process's number (ATNA's AlternativeUserID); 0 where it is not known.</summary>
    public int Process { get; init; }

    /// <summary>What wrote the record (ATNA's AuditSourceID); empty where it is not known.</summary>
    public string Source { get; init; } = "";

    /// <summary>
    /// Versions by name: <c>medmim</c>, <c>commit</c> (of its sources), <c>packages</c> (the digest of their list),
    /// <c>dotnet</c>, <c>libtorch</c>, <c>torchsharp</c>, <c>dicom</c>, <c>itk</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = AuditEntry.Empty;

    /// <summary>The machine: <c>os</c>, <c>cpu</c>, <c>cores</c>, <c>memory</c>, <c>gpus</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = AuditEntry.Empty;

    /// <summary>What the runtime itself knows; add to <see cref="Versions"/> and <see cref="Environment"/> with <c>with</c>.</summary>
    public static AuditContext Current() => new()
    {
        User = EntryRules.Shorten(System.Environment.UserName),
        Host = EntryRules.Shorten(System.Environment.MachineName),
        Process = System.Environment.ProcessId,
        Source = "MedMim",
        Versions = new Dictionary<string, string>(ProgramIdentity.Current(), StringComparer.Ordinal)
        {
            ["dotnet"] = System.Environment.Version.ToString(),
        },
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["os"] = EntryRules.Shorten(RuntimeInformation.OSDescription),
            ["cpu"] = RuntimeInformation.ProcessArchitecture.ToString(),
            ["cores"] = System.Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
            ["memory"] = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes.ToString(CultureInfo.InvariantCulture),
        },
    };
}
