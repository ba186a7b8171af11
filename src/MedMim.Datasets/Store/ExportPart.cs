namespace MedMim.Datasets.Store;

/// <summary>What of a series is exported.</summary>
public enum ExportPart
{
    /// <summary>The intensities.</summary>
    Image = 0,

    /// <summary>The label.</summary>
    Label = 1,

    /// <summary>The tissue prior (<see cref="TissueClass"/>).</summary>
    Tissue = 2,
}
