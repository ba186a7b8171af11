namespace MedMim.Studies.Protocols.Sections;

/// <summary>The reconstruction loss, on masked voxels only.</summary>
public enum LossName
{
    /// <summary>Mean squared error.</summary>
    L2,

    /// <summary>Mean absolute error.</summary>
    L1,
}
