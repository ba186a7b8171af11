using MedMim.Imaging.Deidentification.Cleaning;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Deidentification.Rules;

/// <summary>Private attributes: removed, but for those known to be safe where the policy retains them.</summary>
internal sealed class PrivateRules(RuleContext context)
{
    private readonly SafePrivateTable _safe = new(context.Policy.SafePrivate);

    /// <summary>The private attributes of a data set that stay, with the creators of their blocks.</summary>
    public IEnumerable<Element> Kept(ElementSet elements)
    {
        if (!context.Policy.RetainSafePrivate)
        {
            yield break;
        }

        var creators = new HashSet<DicomTag>();
        foreach (var element in elements.Where(e => e.Tag.IsPrivate && e.Tag.Element > 0x00FF && e.Items is null))
        {
            var creatorTag = new DicomTag(element.Tag.Group, (ushort)(element.Tag.Element >> 8));
            var creator = elements.Text(creatorTag);
            if (creator.Length == 0 || _safe.Find(creator, element.Tag) is not { } vr || Checked(element with { Vr = vr }) is not { } kept)
            {
                continue;
            }

            if (creators.Add(creatorTag))
            {
                yield return new Element(creatorTag, DicomVr.LO) { Value = Texts.Bytes(DicomVr.LO, creator) };
            }

            yield return kept;
        }
    }

    // Safe by definition is not safe by content: the value must be what it should be.
    private Element? Checked(Element element) =>
        ValueGrammar.Fits(element, element.Vr, int.MaxValue)
        && element.Vr is not (DicomVr.PN or DicomVr.SQ or DicomVr.UI or DicomVr.UN)
        && !Representations.IsTemporal(element.Vr)
        && !context.Traces.IsIn(Texts.Of(element.Value))
            ? element
            : null;
}
