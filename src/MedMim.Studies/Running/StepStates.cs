namespace MedMim.Studies.Running;

/// <summary>States of steps, from the run's folder alone.</summary>
internal static class StepStates
{
    /// <summary>A step is done when it has a receipt, and begun when something of its outputs is there.</summary>
    public static StepState Of(IStudyStep step, RunFolder run) =>
        File.Exists(run.Receipt(step.Name)) ? StepState.Done
        : step.Outputs.Any(Path.Exists) ? StepState.Begun
        : StepState.Waiting;

    /// <summary>The state as a person reads it.</summary>
    public static string ToWord(this StepState state) => state.ToString().ToLowerInvariant();
}
