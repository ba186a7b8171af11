namespace MedMim.Studies.Protocols.Sections;

/// <summary>Who trains and who is reported, by patient.</summary>
public sealed record SplitSection
{
    /// <summary>Share of patients kept for the report, above 0 and below 1.</summary>
    public double TestFraction { get; init; } = 0.3;

    /// <summary>Share of patients to choose a checkpoint by, 0 to below 1.</summary>
    public double ValidationFraction { get; init; }
}
