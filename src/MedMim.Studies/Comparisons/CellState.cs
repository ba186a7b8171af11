namespace MedMim.Studies.Comparisons;

/// <summary>How far a step or a cell of a comparison is.</summary>
public enum CellState
{
    /// <summary>Nothing of it is there.</summary>
    Waiting,

    /// <summary>It was begun: it is being worked on, or was stopped and will go on there.</summary>
    Begun,

    /// <summary>It is done.</summary>
    Done,
}
