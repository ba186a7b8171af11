namespace MedMim.Models.Weights;

/// <summary>What became of a tensor.</summary>
public enum LoadStatus
{
    /// <summary>Taken as it is.</summary>
    Loaded,

    /// <summary>Taken after a change of shape, which the reason tells.</summary>
    Adapted,

    /// <summary>Not taken, for the reason given.</summary>
    Skipped,
}
