using static TorchSharp.torch;

namespace MedMim.Models.Weights;

/// <summary>A tensor of a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Shape, C order; empty for a scalar.</param>
/// <param name="Begin">Its first byte, counted from the start of the data.</param>
/// <param name="End">The byte after its last.</param>
public sealed record SafetensorsEntry(string Name, ScalarType Type, IReadOnlyList<long> Shape, long Begin, long End)
    : WeightEntry(Name, Type, Shape);
