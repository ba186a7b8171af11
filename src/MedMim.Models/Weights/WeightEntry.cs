using static TorchSharp.torch;

namespace MedMim.Models.Weights;

/// <summary>A tensor of a file of weights.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Shape, C order; empty for a scalar.</param>
public record WeightEntry(string Name, ScalarType Type, IReadOnlyList<long> Shape);
