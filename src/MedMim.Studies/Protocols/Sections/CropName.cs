namespace MedMim.Studies.Protocols.Sections;

/// <summary>What prepared volumes are cut to.</summary>
public enum CropName
{
    /// <summary>The box around the body.</summary>
    Body = 0,

    /// <summary>Nothing: volumes stay whole.</summary>
    None = 1,
}
