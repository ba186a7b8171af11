namespace MedMim.Studies.Protocols.Sections;

/// <summary>A generated archive; the same names and defaults as MedMim.Phantom's options.</summary>
public sealed record PhantomSection
{
    /// <summary>Patients with a usable scan.</summary>
    public int Patients { get; init; } = 24;

    /// <summary>Slices of a standard scan.</summary>
    public int Slices { get; init; } = 72;

    /// <summary>Rows and columns of a standard scan.</summary>
    public int Columns { get; init; } = 112;

    /// <summary>Distance between pixels, mm.</summary>
    public double PixelSpacing { get; init; } = 3.0;

    /// <summary>Distance between slices, mm.</summary>
    public double SliceSpacing { get; init; } = 3.0;

    /// <summary>Probability that a patient has a tumour, 0 to 1.</summary>
    public double TumourProbability { get; init; } = 0.85;

    /// <summary>Whether files that must be refused are planted.</summary>
    public bool PlantRefusals { get; init; } = true;

    /// <summary>The generator's own seed.</summary>
    public ulong Seed { get; init; } = 1;
}
