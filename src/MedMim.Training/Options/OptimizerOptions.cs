namespace MedMim.Training.Options;

/// <summary>The optimizer and its constants.</summary>
public sealed record OptimizerOptions
{
    /// <summary>Which one. Default AdamW.</summary>
    public OptimizerKind Kind { get; init; } = OptimizerKind.AdamW;

    /// <summary>The peak learning rate, which the schedule scales. Positive; default 1e-3.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>
    /// Weight decay, 0 to 1; default 0.01. Only on tensors of two or more axes: biases and norms are left alone.
    /// </summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>AdamW: decay of the mean gradient, at least 0 and below 1; default 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>AdamW: decay of the mean squared gradient, at least 0 and below 1; default 0.98.</summary>
    public double Beta2 { get; init; } = 0.98;

    /// <summary>AdamW: added to the denominator. Positive; default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>SGD: momentum, at least 0 and below 1; default 0.99.</summary>
    public double Momentum { get; init; } = 0.99;

    /// <summary>Checks every range.</summary>
    /// <exception cref="Foundation.Failures.InputException">An option is out of its range.</exception>
    public void Validate()
    {
        OptionRange.Defined("optimizer", Kind);
        OptionRange.Positive("learning_rate", LearningRate);
        OptionRange.Within("weight_decay", WeightDecay, 0, 1);
        OptionRange.Below("beta1", Beta1, 0, 1);
        OptionRange.Below("beta2", Beta2, 0, 1);
        OptionRange.Positive("epsilon", Epsilon);
        OptionRange.Below("momentum", Momentum, 0, 1);
    }
}
