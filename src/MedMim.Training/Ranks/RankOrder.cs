namespace MedMim.Training.Ranks;

/// <summary>What rank 0 tells the others to do next. It alone knows whether there is anything left to train.</summary>
public enum RankOrder
{
    /// <summary>Nothing: the run is complete.</summary>
    Done = 0,

    /// <summary>Join a training loop.</summary>
    Train = 1,
}
