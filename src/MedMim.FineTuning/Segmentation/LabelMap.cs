using MedMim.FineTuning.Losses;
using MedMim.Foundation.Failures;

namespace MedMim.FineTuning.Segmentation;

/// <summary>
/// Translates between label values and the network's classes: class 0 is the background, class i the i-th label.
/// </summary>
public sealed class LabelMap
{
    private readonly byte[] toClass = new byte[256];
    private readonly bool[] isDeclared = new bool[256];
    private readonly byte[] toValue;

    /// <param name="labels">The classes beside the background, in ascending order of their values.</param>
    public LabelMap(IReadOnlyList<LabelClass> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        toValue = [0, .. labels.Select(l => (byte)l.Value)];
        for (var i = 0; i < toValue.Length; i++)
        {
            (toClass[toValue[i]], isDeclared[toValue[i]]) = ((byte)i, true);
        }

        toClass[DiceCrossEntropyLoss.Ignored] = DiceCrossEntropyLoss.Ignored;
    }

    private LabelMap(byte[] values)
    {
        toValue = values;
        foreach (var value in values)
        {
            (toClass[value], isDeclared[value]) = (value, true);
        }

        toClass[DiceCrossEntropyLoss.Ignored] = DiceCrossEntropyLoss.Ignored;
    }

    /// <summary>Of instance maps, whose values number things of one label: every number is a class of its own.</summary>
    public static LabelMap OfInstances { get; } = new([.. Enumerable.Range(0, DiceCrossEntropyLoss.Ignored).Select(v => (byte)v)]);

    /// <summary>The label value of a class.</summary>
    public byte ValueOf(int index) => toValue[index];

    /// <summary>Label values (255 stays: ignored) as classes.</summary>
    public byte[] ToClasses(ReadOnlySpan<byte> values)
    {
        var classes = new byte[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            classes[i] = toClass[values[i]];
        }

        return classes;
    }

    /// <summary>Checks that a label holds declared values only.</summary>
    /// <param name="caseId">Pseudonym of the case, for the message.</param>
    /// <param name="values">Label values.</param>
    /// <returns>Whether any voxel is neither background nor ignored.</returns>
    /// <exception cref="InputException">Another value occurs.</exception>
    public bool Check(string caseId, ReadOnlySpan<byte> values)
    {
        Span<bool> present = stackalloc bool[256];
        foreach (var value in values)
        {
            present[value] = true;
        }

        var foreground = false;
        for (var value = 1; value < DiceCrossEntropyLoss.Ignored; value++)
        {
            if (present[value] && !isDeclared[value])
            {
                throw new InputException(
                    $"case {caseId}", $"its label holds the value {value}, but {Declared()} are declared",
                    "Declare the value under labels, or correct the label.");
            }

            foreground |= present[value];
        }

        return foreground;
    }

    private string Declared() => string.Join(", ", toValue);
}
