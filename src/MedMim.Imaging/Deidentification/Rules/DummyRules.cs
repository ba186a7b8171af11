using MedMim.Imaging.Deidentification.Cleaning;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Deidentification.Profile;
using MedMim.Imaging.Deidentification.Replacement;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Tables;

namespace MedMim.Imaging.Deidentification.Rules;

/// <summary>
/// A dummy of a sequence that the object needs: its first item, with the shape that makes it valid (numbers, terms,
/// replaced UIDs) and a dummy for everything else.
/// </summary>
internal sealed class DummyRules(RuleContext context)
{
    private readonly RetainedRules _retained = new(context);

    public Element Apply(Element sequence) =>
        sequence with { Items = sequence.Items is { Count: > 0 } items ? [Dummy(items[0])] : [] };

    private ElementSet Dummy(ElementSet item)
    {
        var result = new ElementSet();
        if (item[Tags.CodeValue] is not null || item[Tags.CodingScheme] is not null)
        {
            return DummyValues.Code();
        }

        foreach (var element in item.Where(e => !e.Tag.IsPrivate && e.Tag.Group >= 8 && !OverlayRules.IsGraphic(e.Tag)))
        {
            if (DataDictionary.Find(element.Tag) is { } definition && Conformance.Of(element, definition) is { } fitting)
            {
                result.Set(Dummy(fitting, definition));
            }
        }

        return result;
    }

    private Element Dummy(Element element, AttributeDefinition definition)
    {
        if (element.Items is not null)
        {
            return Apply(element);
        }

        var isShape = element.Vr is DicomVr.UI or DicomVr.CS or DicomVr.DS or DicomVr.IS || Representations.NumberWidth(element.Vr) > 0;
        var shape = !isShape || ConfidentialityProfile.Find(element.Tag) is not null ? null
            : element.Vr == DicomVr.UI ? _retained.ReplacedUid(element)
            : element.Vr == DicomVr.CS ? Terms(element)
            : _retained.Unlisted(element, definition);
        return shape
            ?? (element.Vr == DicomVr.UI ? _retained.ReplacedUid(element) : DummyValues.For(element.Tag, element.Vr)!);
    }

    private static Element? Terms(Element element) =>
        Texts.Values(element.Value).All(CodeTerms.IsKnown) ? element : null;
}
