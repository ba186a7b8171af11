namespace MedMim.Training.Options;

/// <summary>
/// The exponential moving average of a model's weights, updated every step. The defaults are AnatoMask's (arXiv
/// 2407.06468): the decay rises linearly from 0.999 to 0.9999 over the first quarter of the steps and then stays. A constant
/// decay has <see cref="StartDecay"/> equal to <see cref="Decay"/>.
/// </summary>
public sealed record AverageOptions
{
    /// <summary>What the average keeps of itself each step, once the rise is over. At least 0 and below 1; default 0.9999.</summary>
    public double Decay { get; init; } = 0.9999;

    /// <summary>What it keeps in the first step. At least 0 and below 1; default 0.999.</summary>
    public double StartDecay { get; init; } = 0.999;

    /// <summary>The share of the steps over which the decay goes from its start to its end, 0 to 1; default 0.25.</summary>
    public double RampShare { get; init; } = 0.25;

    /// <summary>The same decay in every step.</summary>
    public static AverageOptions Constant(double decay) => new() { Decay = decay, StartDecay = decay };

    /// <summary>Checks every range.</summary>
    /// <exception cref="Foundation.Failures.InputException">An option is out of its range.</exception>
    public void Validate()
    {
        OptionRange.Below("average.decay", Decay, 0, 1);
        OptionRange.Below("average.start_decay", StartDecay, 0, 1);
        OptionRange.Within("average.ramp_share", RampShare, 0, 1);
    }
}
