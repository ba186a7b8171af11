namespace MedMim.Studies.Protocols.Sections;

/// <summary>Sliding-window inference.</summary>
public sealed record PredictionSection
{
    /// <summary>Distance of windows as a share of the patch, 0.05 to 1.</summary>
    public double Step { get; init; } = 0.5;

    /// <summary>Whether predictions on all mirror images are averaged.</summary>
    public bool Mirror { get; init; }
}
