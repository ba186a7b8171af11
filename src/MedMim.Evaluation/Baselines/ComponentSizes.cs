namespace MedMim.Evaluation.Baselines;

/// <summary>Which components of a mask are kept.</summary>
/// <param name="Smallest">Fewest cubic millimetres.</param>
/// <param name="Largest">Most cubic millimetres; infinite for no bound.</param>
/// <param name="OnlyLargest">Whether the largest component alone is kept, if it is within the bounds.</param>
public sealed record ComponentSizes(double Smallest, double Largest, bool OnlyLargest)
{
    /// <summary>Whether a component stays.</summary>
    public bool Keeps(double volume, bool isLargest) =>
        volume >= Smallest && volume <= Largest && (isLargest || !OnlyLargest);
}
