using MedMim.Datasets.Sampling;
using MedMim.Foundation.Failures;

namespace MedMim.Pretraining.Masking;

/// <summary>How readily voxels of each label are masked, relative to each other and to <see cref="TissueWeights"/>.</summary>
public sealed record LabelWeights
{
    /// <summary>Every label that <see cref="ByValue"/> doesn't name. Above 0; default 4, twice the tissue's borders.</summary>
    public double Default { get; init; } = 4;

    /// <summary>Label value (1 to 254) to its weight, 0 or more. Default empty.</summary>
    public IReadOnlyDictionary<int, double> ByValue { get; init; } = new SortedDictionary<int, double>();

    /// <summary>The weight of a label; null for background and ignored voxels.</summary>
    public double? Of(byte label) => label is 0 or PatchCropper.IgnoredLabel ? null : ByValue.GetValueOrDefault(label, Default);

    /// <summary>Checks every range.</summary>
    /// <exception cref="InputException">A weight is out of its range.</exception>
    public void Validate()
    {
        if (!double.IsFinite(Default) || Default <= 0 || ByValue.Values.Any(w => !double.IsFinite(w) || w < 0))
        {
            throw new InputException(
                "masking.label_weights", "holds a negative or infinite weight", "Give numbers of 0 or more, and more than 0 for the default.");
        }

        if (ByValue.Keys.Any(v => v is < 1 or > 254))
        {
            throw new InputException("masking.label_weights", "names a value that no label has", "Labels are 1 to 254.");
        }
    }
}
