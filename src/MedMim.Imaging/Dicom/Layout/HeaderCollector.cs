using MedMim.Imaging.Dicom.Tables;

namespace MedMim.Imaging.Dicom.Layout;

/// <summary>Makes a data set of the elements that a walk comes by (<see cref="DicomLayoutReader"/>).</summary>
/// <param name="scope">What to keep.</param>
internal sealed class HeaderCollector(HeaderScope scope)
{
    private readonly bool _whole = scope == HeaderScope.Whole;
    private bool _isDoubtful;

    /// <summary>The data set itself; null where nothing is kept.</summary>
    public DicomDataset? Root { get; } = scope == HeaderScope.None ? null : new();

    /// <summary>What was collected; null where that is nothing, or where it cannot be told what the file means.</summary>
    public DicomDataset? Result => _isDoubtful ? null : Root;

    /// <summary>Where an element belongs: <paramref name="into"/>, or null where it is not kept. Of two with one tag the first counts.</summary>
    public DicomDataset? Place(DicomDataset? into, uint number)
    {
        var tag = DicomTag.Of(number);
        return into is not null && HeaderRules.Keeps(tag, _whole) && !into.Contains(tag) ? into : null;
    }

    /// <summary>Whether a value of this many bytes is kept.</summary>
    public bool Holds(uint length) => HeaderRules.Holds(length, _whole);

    /// <summary>The representation that a file states, or the dictionary's where it states none.</summary>
    public static DicomVr RepresentationOf(ElementHead head) =>
        head.Vr == DicomVr.UN ? DataDictionary.RepresentationOf(DicomTag.Of(head.Tag)) : head.Vr;

    /// <summary>Adds a value.</summary>
    public static void AddValue(DicomDataset? into, ElementHead head, byte[] value) =>
        into?.Set(new DicomElement(DicomTag.Of(head.Tag), RepresentationOf(head)) { Bytes = value });

    /// <summary>Adds a sequence.</summary>
    public static void AddItems(DicomDataset? into, ElementHead head, IReadOnlyList<DicomDataset> items) =>
        into?.Set(new DicomElement(DicomTag.Of(head.Tag), DicomVr.SQ) { Items = items });

    /// <summary>Notes that an element can be read in more than one way: a toolkit is to say what it means.</summary>
    public void Doubt() => _isDoubtful = true;
}
