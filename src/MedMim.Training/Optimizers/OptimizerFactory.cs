using MedMim.Training.Options;

namespace MedMim.Training.Optimizers;

/// <summary>Makes the optimizer that the options name.</summary>
public static class OptimizerFactory
{
    /// <summary>A fresh optimizer, its state zero.</summary>
    public static IOptimizer Create(IEnumerable<NamedParameter> parameters, OptimizerOptions options) => options.Kind switch
    {
        OptimizerKind.AdamW => new AdamW(parameters, options),
        OptimizerKind.SgdNesterov => new SgdNesterov(parameters, options),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, "unknown optimizer"),
    };
}
