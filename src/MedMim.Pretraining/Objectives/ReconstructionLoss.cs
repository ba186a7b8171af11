namespace MedMim.Pretraining.Objectives;

/// <summary>How the difference between reconstruction and target is counted, voxel by voxel.</summary>
public enum ReconstructionLoss
{
    /// <summary>Its square.</summary>
    MeanSquared,

    /// <summary>Its magnitude.</summary>
    MeanAbsolute,
}
