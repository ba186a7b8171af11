using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Deidentification.Profile;
using MedMim.Imaging.Deidentification.Replacement;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Tables;

namespace MedMim.Imaging.Deidentification.Rules;

/// <summary>
/// Clean Structured Content and Clean Graphics: content items by their concept names (Table E.3.4-1), graphics without
/// their texts. Items that the table does not know are cleaned attribute by attribute.
/// </summary>
internal sealed class ContentRules(RuleContext context, DatasetRules rules)
{
    private static readonly DicomTag ConceptName = new(0x0040, 0xA043);
    private static readonly DicomTag ValueType = new(0x0040, 0xA040);
    private static readonly DicomTag GraphicAnnotation = new(0x0070, 0x0001);
    private static readonly DicomTag TextObjects = new(0x0070, 0x0008);
    private static readonly DicomTag[] ContentSequences =
        [new(0x0040, 0xA730), new(0x0040, 0x0555), new(0x0040, 0x0610), new(0x0040, 0x0612)];

    // Where the value of an item stands: text, name, UID, date, time, both.
    private static readonly DicomTag[] Values =
        [new(0x0040, 0xA160), new(0x0040, 0xA123), new(0x0040, 0xA124), new(0x0040, 0xA121), new(0x0040, 0xA122), new(0x0040, 0xA120)];

    /// <summary>The cleaned sequence; null for one that has no rules of its own.</summary>
    public Element? Apply(Element sequence) =>
        sequence.Tag == GraphicAnnotation ? sequence with { Items = [.. sequence.Items!.Select(Graphic)] }
        : ContentSequences.Contains(sequence.Tag)
            ? sequence with { Items = [.. sequence.Items!.Select(i => Item(i, sequence.Tag)).OfType<ElementSet>()] }
            : null;

    private ElementSet Graphic(ElementSet item)
    {
        var without = new ElementSet();
        foreach (var element in item.Where(e => e.Tag != TextObjects))
        {
            without.Set(element);
        }

        return rules.Apply(without, GraphicAnnotation);
    }

    private ElementSet? Item(ElementSet item, DicomTag parent)
    {
        var name = item[ConceptName]?.Items is [var code, ..] ? code : new ElementSet();
        var row = ContentItemTable.Find(name.Text(Tags.CodeValue), name.Text(Tags.CodingScheme), item.Text(ValueType));
        var action = row?.ActionUnder(context.Options) ?? ProfileAction.Clean;
        if (action == ProfileAction.Remove)
        {
            return null;
        }

        var cleaned = rules.Apply(item, parent);
        foreach (var tag in Values)
        {
            if (item[tag] is { Items: null } value && Value(value, action) is { } kept)
            {
                cleaned.Set(kept);
            }
        }

        return cleaned;
    }

    private Element? Value(Element value, ProfileAction action) => value.Vr switch
    {
        DicomVr.UI => new RetainedRules(context).Uid(value),
        _ when action == ProfileAction.Keep && DataDictionary.Find(value.Tag) is { } definition =>
            RetainedRules.Listed(value, definition),
        DicomVr.PN => DummyValues.For(value.Tag, value.Vr),
        _ when action == ProfileAction.Clean => new CleaningRules(context).Apply(value) ?? DummyValues.For(value.Tag, value.Vr),
        _ => DummyValues.For(value.Tag, value.Vr),
    };
}
