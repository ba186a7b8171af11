using MedMim.Foundation.Failures;

namespace MedMim.Training.Options;

/// <summary>How a model is trained, whatever the model.</summary>
public sealed record TrainingOptions
{
    /// <summary>Optimizer steps from start to end. At least 1.</summary>
    public required int Steps { get; init; }

    /// <summary>The optimizer.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>The learning rate over time.</summary>
    public ScheduleOptions Schedule { get; init; } = new();

    /// <summary>
    /// Batches in a step: their mean gradient makes the update. At least 1 (the default). For batches that do not fit memory.
    /// </summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>Gradients are scaled so that their global L2 norm is at most this. Positive; default 12.</summary>
    public double ClipNorm { get; init; } = 12;

    /// <summary>The moving average of the weights, for tasks that have a place for it; null (the default) keeps none.</summary>
    public AverageOptions? Average { get; init; }

    /// <summary>
    /// Numbers of the forward and backward pass. The weights are float32 either way. Default float32.
    /// </summary>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>Steps between checkpoints. At least 1; default 100. Does not influence the result.</summary>
    public int CheckpointEvery { get; init; } = 100;

    /// <summary>Steps between lines of the log. At least 1; default 1. The last step is always logged.</summary>
    public int LogEvery { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="InputException">An option is out of its range; the message names it.</exception>
    public void Validate()
    {
        OptionRange.AtLeast("steps", Steps, 1);
        OptionRange.AtLeast("accumulation", Accumulation, 1);
        OptionRange.Positive("clip_norm", ClipNorm);
        OptionRange.AtLeast("checkpoint_every", CheckpointEvery, 1);
        OptionRange.AtLeast("log_every", LogEvery, 1);
        OptionRange.Defined("precision", Precision);
        Optimizer.Validate();
        Schedule.Validate();
        Average?.Validate();
        if ((long)Schedule.PreludeSteps + Schedule.WarmupSteps >= Steps)
        {
            throw new InputException(
                "warmup_steps",
                $"is {Schedule.WarmupSteps}{(Schedule.PreludeSteps > 0 ? $" after {Schedule.PreludeSteps} others" : "")}, but there are {Steps} steps in all",
                "Warm up over fewer steps.");
        }
    }
}
