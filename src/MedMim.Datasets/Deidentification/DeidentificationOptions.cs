using MedMim.Imaging.Deidentification;

namespace MedMim.Datasets.Deidentification;

/// <summary>What to de-identify, and where to.</summary>
public sealed record DeidentificationOptions
{
    /// <summary>The folder of DICOM files, in any arrangement. Only read.</summary>
    public required string ArchivePath { get; init; }

    /// <summary>The folder for the protected files; made if missing. One folder belongs to one archive and one key.</summary>
    public required string OutputPath { get; init; }

    /// <summary>What to keep.</summary>
    public DeidentificationPolicy Policy { get; init; } = new();
}
