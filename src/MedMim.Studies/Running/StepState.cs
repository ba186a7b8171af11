namespace MedMim.Studies.Running;

/// <summary>How far a step of a study is.</summary>
internal enum StepState
{
    /// <summary>Nothing of it is there.</summary>
    Waiting,

    /// <summary>It was begun: it is being worked on, or was stopped and will go on there.</summary>
    Begun,

    /// <summary>It is done.</summary>
    Done,
}
