namespace MedMim.Studies.Protocols.Sections;

/// <summary>How crops are rotated and scaled at random.</summary>
public sealed record AugmentationSection
{
    /// <summary>Share of crops that are rotated, 0 to 1.</summary>
    public double RotationProbability { get; init; } = 0.2;

    /// <summary>Largest rotation about each axis, degrees.</summary>
    public double MaximumRotation { get; init; } = 30;

    /// <summary>Share of crops that are scaled, 0 to 1.</summary>
    public double ScaleProbability { get; init; } = 0.2;

    /// <summary>Smallest factor.</summary>
    public double SmallestScale { get; init; } = 0.7;

    /// <summary>Largest factor.</summary>
    public double LargestScale { get; init; } = 1.4;
}
