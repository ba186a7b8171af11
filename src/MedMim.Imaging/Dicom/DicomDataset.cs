using System.Collections;
using System.Runtime.InteropServices;
using System.Text;

namespace MedMim.Imaging.Dicom;

/// <summary>
/// Data elements by tag, in the order of their tags, without pixel data. Belongs to no toolkit: adapters translate to and
/// from it. Values are read with <see cref="DicomValues"/> and set with <see cref="DicomBuilding"/>.
/// </summary>
public sealed class DicomDataset : IEnumerable<DicomElement>
{
    // Sorted. Files hold their elements in order, so that one is nearly always added at the end.
    private readonly List<DicomElement> _elements = [];
    private DicomDataset? _parent;

    /// <summary>How many elements there are.</summary>
    public int Count => _elements.Count;

    /// <summary>
    /// Specific Character Set (0008,0005): its own, or that of the data set whose item it is; empty where neither states one.
    /// </summary>
    public string CharacterSet => this[DicomTags.SpecificCharacterSet] is { Bytes: var own }
        ? Encoding.Latin1.GetString(own.Span).Trim(' ', '\0')
        : _parent?.CharacterSet ?? string.Empty;

    /// <summary>The element of a tag, or null.</summary>
    public DicomElement? this[DicomTag tag] => IndexOf(tag) is >= 0 and var index ? _elements[index] : null;

    /// <summary>Adds an element, or replaces the one of the same tag.</summary>
    public void Set(DicomElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        var index = IndexOf(element.Tag);
        if (index >= 0)
        {
            _elements[index] = element;
        }
        else
        {
            _elements.Insert(~index, element);
        }

        foreach (var item in element.Items)
        {
            item._parent = this;
        }
    }

    /// <summary>Removes an element if it is there.</summary>
    public bool Remove(DicomTag tag)
    {
        var index = IndexOf(tag);
        if (index >= 0)
        {
            _elements.RemoveAt(index);
        }

        return index >= 0;
    }

    /// <summary>Whether there is an element with this tag, even an empty one.</summary>
    public bool Contains(DicomTag tag) => IndexOf(tag) >= 0;

    /// <inheritdoc/>
    public IEnumerator<DicomElement> GetEnumerator() => _elements.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // The place of a tag; where it is missing, the complement of the place where it belongs.
    private int IndexOf(DicomTag tag)
    {
        var elements = CollectionsMarshal.AsSpan(_elements);
        var wanted = tag.Number;
        var (low, high) = (0, elements.Length - 1);
        if (high >= 0 && elements[high].Tag.Number < wanted)
        {
            return ~(high + 1);
        }

        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var number = elements[middle].Tag.Number;
            if (number == wanted)
            {
                return middle;
            }

            (low, high) = number < wanted ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
