using System.Collections;
using System.Text;

namespace MedMim.Imaging.Dicom;

/// <summary>
/// Data elements by tag, in the order of their tags, without pixel data. Belongs to no toolkit: adapters translate to and
/// from it. Values are read with <see cref="DicomValues"/> and set with <see cref="DicomBuilding"/>.
/// </summary>
public sealed class DicomDataset : IEnumerable<DicomElement>
{
    private readonly SortedDictionary<DicomTag, DicomElement> _elements = [];
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
    public DicomElement? this[DicomTag tag] => _elements.GetValueOrDefault(tag);

    /// <summary>Adds an element, or replaces the one of the same tag.</summary>
    public void Set(DicomElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        _elements[element.Tag] = element;
        foreach (var item in element.Items)
        {
            item._parent = this;
        }
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
