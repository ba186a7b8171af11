namespace MedMim.Datasets.Store;

/// <summary>The tissue prior's classes: what a voxel of <c>volumes/ID.tissue.npy</c> (uint8) says.</summary>
public enum TissueClass : byte
{
    /// <summary>Air around the patient, and padding.</summary>
    Air = 0,

    /// <summary>Things that are not the patient: table, coil, blanket.</summary>
    Support = 1,

    /// <summary>Inside the body, away from edges.</summary>
    Tissue = 2,

    /// <summary>Inside the body, where intensity changes: organ borders, vessels, the skin.</summary>
    Boundary = 3,

    /// <summary>
    /// Known to hold nothing: one exact value over a whole piece, as padding, skull stripping and defacing leave it. In prepared
    /// volumes only.
    /// </summary>
    Absent = 4,
}

/// <summary>What classes have in common.</summary>
public static class TissueClasses
{
    /// <summary>Whether a voxel is the patient: <see cref="TissueClass.Tissue"/> or <see cref="TissueClass.Boundary"/>.</summary>
    public static bool IsBody(byte value) => (TissueClass)value is TissueClass.Tissue or TissueClass.Boundary;
}
