namespace MedMim.Training.Options;

/// <summary>The optimizers.</summary>
public enum OptimizerKind
{
    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101).</summary>
    AdamW,

    /// <summary>Stochastic gradient descent with Nesterov momentum, as nnU-Net uses it.</summary>
    SgdNesterov,
}
