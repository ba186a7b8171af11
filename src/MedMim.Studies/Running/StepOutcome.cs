namespace MedMim.Studies.Running;

/// <summary>How a step ended.</summary>
public enum StepOutcome
{
    /// <summary>It did all its work.</summary>
    Done = 0,

    /// <summary>It was stopped, and will continue when the study is run again.</summary>
    Interrupted = 1,

    /// <summary>It failed.</summary>
    Failed = 2,
}
