using System.Text.Json.Serialization;
using MedMim.Studies.Protocols.Reading;

namespace MedMim.Studies.Protocols.Sections;

/// <summary>What pretraining and fine-tuning have in common.</summary>
public abstract record TrainingSection
{
    /// <summary>Optimizer steps from start to end.</summary>
    public int Steps { get; init; } = 1000;

    /// <summary>Crops in a batch; null is found from the memory budget.</summary>
    [JsonConverter(typeof(IntegerOrAutoConverter))]
    public int? BatchSize { get; init; } = 2;

    /// <summary>Batches whose mean gradient makes a step.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>The optimizer.</summary>
    public OptimizerName Optimizer { get; init; } = OptimizerName.AdamW;

    /// <summary>The peak learning rate.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Weight decay, 0 to 1.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>AdamW: decay of the mean gradient, at least 0 and below 1.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>AdamW: decay of the mean squared gradient, at least 0 and below 1.</summary>
    public double Beta2 { get; init; } = 0.98;

    /// <summary>SGD: momentum, at least 0 and below 1.</summary>
    public double Momentum { get; init; } = 0.99;

    /// <summary>Steps of linear warm-up, fewer than <see cref="Steps"/>.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>The learning rate after the warm-up.</summary>
    public ScheduleName Schedule { get; init; } = ScheduleName.Cosine;

    /// <summary>Poly: the power.</summary>
    public double Power { get; init; } = 0.9;

    /// <summary>Share of the peak learning rate that is left at the end, 0 to 1.</summary>
    public double FinalShare { get; init; }

    /// <summary>The largest global L2 norm of the gradients.</summary>
    public double ClipNorm { get; init; } = 12;

    /// <summary>Numbers of the forward and backward pass.</summary>
    public PrecisionName Precision { get; init; } = PrecisionName.Auto;

    /// <summary>Steps between checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 100;
}
