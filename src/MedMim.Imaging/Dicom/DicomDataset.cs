using System.Collections;

namespace MedMim.Imaging.Dicom;

/// <summary>
/// Data elements by tag, in the order of their tags, without pixel data. Belongs to no toolkit: adapters translate to and
/// from it. Values are read with <see cref="DicomValues"/> and set with <see cref="DicomBuilding"/>.
/// </summary>
public sealed class DicomDataset : IEnumerable<DicomElement>
{
    private readonly SortedDictionary<DicomTag, DicomElement> _elements = [];

    /// <summary>How many elements there are.</summary>
    public int Count => _elements.Count;

    /// <summary>The element of a tag, or null.</summary>
    public DicomElement? this[DicomTag tag] => _elements.GetValueOrDefault(tag);

    /// <summary>Adds an element, or replaces the one of the same tag.</summary>
    public void Set(DicomElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        _elements[element.Tag] = element;
    }

    /// <summary>Removes an element if it is there.</summary>
    public bool Remove(DicomTag tag) => _elements.Remove(tag);

    /// <summary>Whether there is an element with this tag, even an empty one.</summary>
    public bool Contains(DicomTag tag) => _elements.ContainsKey(tag);

    /// <inheritdoc/>
    public IEnumerator<DicomElement> GetEnumerator() => _elements.Values.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
