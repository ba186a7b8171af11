using System.Globalization;

namespace MedMim.Training;

/// <summary>What a finished run did.</summary>
/// <param name="Steps">Steps in all.</param>
/// <param name="ResumedFrom">The step at which this process began: 0, or a checkpoint's.</param>
/// <param name="FinalLoss">The last step's loss; null when the run was complete already.</param>
/// <param name="Elapsed">The time of this process's steps, without checkpoints.</param>
/// <param name="DataWait">The part of it that was spent waiting for data.</param>
public sealed record TrainingResult(long Steps, long ResumedFrom, double? FinalLoss, TimeSpan Elapsed, TimeSpan DataWait)
{
    /// <summary>A line for a person: how long it took, and how much of that was waiting for data.</summary>
    public string Summary()
    {
        var done = Steps - ResumedFrom;
        var share = Elapsed > TimeSpan.Zero ? DataWait / Elapsed : 0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{done} steps in {Elapsed.TotalSeconds:0.0} s, {DataWait.TotalSeconds:0.00} s ({share:P1}) of it waiting for data");
    }
}
