namespace MedMim.Studies.Protocols.Sections;

/// <summary>What pretraining and fine-tuning have in common.</summary>
public abstract record TrainingSection
{
    /// <summary>Optimizer steps from start to end.</summary>
    public int Steps { get; init; } = 1000;

    /// <summary>Crops in a step.</summary>
    public int BatchSize { get; init; } = 2;

    /// <summary>The optimizer.</summary>
    public OptimizerName Optimizer { get; init; } = OptimizerName.AdamW;

    /// <summary>The peak learning rate.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Weight decay, 0 to 1.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Steps of linear warm-up, fewer than <see cref="Steps"/>.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>The learning rate after the warm-up.</summary>
    public ScheduleName Schedule { get; init; } = ScheduleName.Cosine;

    /// <summary>The largest global L2 norm of the gradients.</summary>
    public double ClipNorm { get; init; } = 12;

    /// <summary>Numbers of the forward and backward pass.</summary>
    public PrecisionName Precision { get; init; } = PrecisionName.Auto;

    /// <summary>Steps between checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 100;
}
