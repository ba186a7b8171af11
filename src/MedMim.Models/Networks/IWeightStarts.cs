namespace MedMim.Models.Networks;

/// <summary>A network that knows how its own parameters begin.</summary>
public interface IWeightStarts
{
    /// <summary>How a parameter begins; null for the common rule (<c>SeededWeights</c>).</summary>
    /// <param name="parameter">Its name in the network.</param>
    WeightStart? StartOf(string parameter);
}
