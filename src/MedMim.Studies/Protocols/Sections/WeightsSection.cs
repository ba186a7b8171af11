namespace MedMim.Studies.Protocols.Sections;

/// <summary>How readily each class of voxel is masked, relative to the others; 0 or more, tissue above 0.</summary>
public sealed record WeightsSection
{
    /// <summary>Air around the patient.</summary>
    public double Air { get; init; } = 0.01;

    /// <summary>Table, coil, blanket.</summary>
    public double Support { get; init; } = 0.01;

    /// <summary>Inside the body.</summary>
    public double Tissue { get; init; } = 1;

    /// <summary>Borders of organs, vessels, the skin.</summary>
    public double Boundary { get; init; } = 2;
}
