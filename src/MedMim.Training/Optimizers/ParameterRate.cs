namespace MedMim.Training.Optimizers;

/// <summary>How a weight learns beside the others.</summary>
/// <param name="Scale">What its learning rate is multiplied by; 0 or more.</param>
/// <param name="FirstStep">The step, from 0, in which it first learns: before, it has no gradient, and its optimizer state stays 0.</param>
public readonly record struct ParameterRate(double Scale, long FirstStep = 0)
{
    /// <summary>As the schedule says, from the first step on.</summary>
    public static ParameterRate Full { get; } = new(1);
}
