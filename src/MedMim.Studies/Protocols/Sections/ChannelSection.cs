namespace MedMim.Studies.Protocols.Sections;

/// <summary>One channel of a network's input: which scans of an examination it is.</summary>
public sealed record ChannelSection
{
    /// <summary>Its name, which reports and stores use.</summary>
    public required string Name { get; init; }

    /// <summary>CT, MR or PT; null for any.</summary>
    public string? Modality { get; init; }

    /// <summary>Patterns of what such scans are called: series descriptions, protocol names, file names.</summary>
    public IReadOnlyList<string> Called { get; init; } = [];
}
