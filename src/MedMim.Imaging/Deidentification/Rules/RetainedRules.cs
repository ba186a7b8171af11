using System.Globalization;
using MedMim.Imaging.Deidentification.Cleaning;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Tables;

namespace MedMim.Imaging.Deidentification.Rules;

/// <summary>What may stay, stays only if it is what it should be. Null means that it may not.</summary>
internal sealed class RetainedRules(RuleContext context)
{
    private const int OldestAge = 90;
    private static readonly HashSet<string> Technical = DataTable.Words("technical-text.txt");
    private static readonly HashSet<string> BulkNumbers = DataTable.Words("bulk-numbers.txt");

    /// <summary>A value that an option keeps.</summary>
    public static Element? Listed(Element element, AttributeDefinition definition)
    {
        if (!ValueGrammar.Fits(element, element.Vr, definition.MostValues))
        {
            return null;
        }

        return element.Vr switch
        {
            DicomVr.AS => Age(element),
            DicomVr.CS => Texts.Values(element.Value).All(CodeTerms.IsKnown) ? element : null,
            _ => element,
        };
    }

    /// <summary>A value of an attribute that the table does not list.</summary>
    public Element? Unlisted(Element element, AttributeDefinition definition)
    {
        if (element.IsEmpty || element.Pixels is not null)
        {
            return element;
        }

        if (Representations.IsBulk(element.Vr) && !BulkNumbers.Contains(definition.Keyword))
        {
            return null;
        }

        if (!ValueGrammar.Fits(element, element.Vr, definition.MostValues))
        {
            return null;
        }

        return element.Vr switch
        {
            DicomVr.CS => Terms(element),
            DicomVr.AS => Age(element),
            DicomVr.AT => KnownTags(element),
            DicomVr.AE or DicomVr.PN or DicomVr.UR or DicomVr.UN => null,
            _ when Representations.IsFreeText(element.Vr) => Text(element, definition),
            _ => element,
        };
    }

    /// <summary>A UID that may be the standard's own; another is replaced, unless UIDs are retained.</summary>
    public Element Uid(Element element) =>
        context.Policy.RetainUids && Texts.Values(element.Value).All(u => u.Length == 0 || ValueGrammar.IsUid(u))
            ? element
            : ReplacedUid(element);

    /// <summary>Every UID replaced but the standard's own (classes, well-known frames of reference).</summary>
    public Element ReplacedUid(Element element)
    {
        var uids = Texts.Values(element.Value)
            .Select(u => u.Length == 0 || ValueGrammar.IsStandardUid(u) ? u : context.Key.Uid(u));
        return element with { Value = Texts.Bytes(DicomVr.UI, string.Join('\\', uids)) };
    }

    private Element? Text(Element element, AttributeDefinition definition)
    {
        if (context.Policy.UnlistedText == UnlistedText.Keep
            || (Technical.Contains(definition.Keyword) && !context.Traces.IsIn(Texts.Of(element.Value))))
        {
            return element;
        }

        var words = PlainWords.CleanValues(element.Vr, element.Value);
        return words.Length > 0 ? element with { Value = Texts.Bytes(element.Vr, words) } : null;
    }

    private Element Terms(Element element)
    {
        if (context.Policy.UnlistedText == UnlistedText.Keep)
        {
            return element;
        }

        var terms = Texts.Values(element.Value);
        return terms.All(t => CodeTerms.IsKnown(t) && !context.Traces.IsIn(t))
            ? element
            : element with { Value = Texts.Bytes(DicomVr.CS, string.Join('\\', terms.Select(t => CodeTerms.Clean(t, context.Key)))) };
    }

    // Ages above 89 single people out (45 CFR 164.514(b)(2)(i)(C)).
    private static Element Age(Element element)
    {
        var text = Texts.Of(element.Value);
        return text.Length == 4 && text[3] == 'Y' && int.Parse(text[..3], CultureInfo.InvariantCulture) > OldestAge
            ? element with { Value = "090Y"u8.ToArray() }
            : element;
    }

    // Four letters could pass for a tag.
    private static Element? KnownTags(Element element)
    {
        for (var i = 0; i < element.Value.Length; i += 4)
        {
            var tag = new DicomTag(BitConverter.ToUInt16(element.Value, i), BitConverter.ToUInt16(element.Value, i + 2));
            if (DataDictionary.Find(tag) is null)
            {
                return null;
            }
        }

        return element;
    }
}
