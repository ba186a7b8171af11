using static TorchSharp.torch;

namespace MedMim.Models.Weights.PyTorch;

/// <summary>A dictionary of a pickle, in order. Keys are whatever the pickle has.</summary>
internal sealed class PickleDict
{
    public List<KeyValuePair<object?, object?>> Items { get; } = [];

    /// <summary>The value of a text key; null without it.</summary>
    public object? this[string key] => Items.LastOrDefault(i => i.Key is string k && k == key).Value;
}

/// <summary>A name that a pickle takes from a module; one of <see cref="PickleGlobals"/>, which stands for data of ours.</summary>
internal sealed record PickleGlobal(string Name);

/// <summary>The bytes behind tensors.</summary>
/// <param name="Type">Element type.</param>
/// <param name="Key">The record of the archive.</param>
/// <param name="Count">Elements.</param>
internal sealed record PickleStorage(ScalarType Type, string Key, long Count);

/// <summary>A view of a storage, all in elements.</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, IReadOnlyList<long> Shape, IReadOnlyList<long> Strides);

/// <summary>NumPy's type of a scalar, such as <c>f8</c>.</summary>
internal sealed record PickleNumberType(string Code);
