using System.Collections;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Deidentification.Elements;

/// <summary>The elements of a data set or of an item, by tag.</summary>
internal sealed class ElementSet : IEnumerable<Element>
{
    private readonly SortedDictionary<DicomTag, Element> _elements = [];

    public Element? this[DicomTag tag] => _elements.GetValueOrDefault(tag);

    /// <summary>Adds an element or replaces the one of its tag.</summary>
    public ElementSet Set(Element element)
    {
        _elements[element.Tag] = element;
        return this;
    }

    /// <summary>Adds an element; of two with one tag the first counts, as toolkits have it.</summary>
    public void Add(Element element) => _elements.TryAdd(element.Tag, element);

    /// <summary>Sets a text in ASCII, padded to even length.</summary>
    public ElementSet Set(DicomTag tag, DicomVr vr, string text) => Set(new Element(tag, vr) { Value = Texts.Bytes(vr, text) });

    /// <summary>The text of an element, trimmed; empty where missing.</summary>
    public string Text(DicomTag tag) => this[tag] is { Items: null } element ? Texts.Of(element.Value) : string.Empty;

    public IEnumerator<Element> GetEnumerator() => _elements.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
