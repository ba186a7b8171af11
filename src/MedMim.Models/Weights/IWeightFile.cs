using static TorchSharp.torch;

namespace MedMim.Models.Weights;

/// <summary>A file of named tensors, checked before it is believed.</summary>
public interface IWeightFile : IDisposable
{
    /// <summary>Its tensors, sorted by name.</summary>
    IReadOnlyCollection<WeightEntry> Tensors { get; }

    /// <summary>Reads a tensor onto the CPU, in the file's type.</summary>
    /// <exception cref="KeyNotFoundException">There is no such tensor.</exception>
    /// <exception cref="Foundation.Failures.InputException">Its bytes cannot be read.</exception>
    Tensor Read(string name);
}
