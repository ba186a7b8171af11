namespace MedMim.Training;

/// <summary>What a finished run did.</summary>
/// <param name="Steps">Steps in all.</param>
/// <param name="ResumedFrom">The step at which this process began: 0, or a checkpoint's.</param>
/// <param name="FinalLoss">The last step's loss; null when the run was complete already.</param>
public sealed record TrainingResult(long Steps, long ResumedFrom, double? FinalLoss);
