namespace MedMim.Studies.Protocols.Sections;

/// <summary>Which seeds of a comparison go with which folds.</summary>
public enum PairingName
{
    /// <summary>Every seed with every fold.</summary>
    Cross,

    /// <summary>The n-th seed with the n-th fold, starting over where the folds are used up.</summary>
    Rotate,
}
