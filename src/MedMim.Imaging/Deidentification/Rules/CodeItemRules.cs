using System.Text.RegularExpressions;
using MedMim.Imaging.Deidentification.Cleaning;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Deidentification.Rules;

/// <summary>
/// Coded entries (DICOM PS3.3 8.8): codes of public schemes stay. A local code may be anything, a room or a doctor: its
/// value becomes a code under the key, of its meaning only plain words stay.
/// </summary>
internal sealed partial class CodeItemRules(RuleContext context)
{
    private const string LocalScheme = "99MEDMIM";
    private static readonly DicomTag Version = new(0x0008, 0x0103);

    /// <summary>The element as it may stay, or null; <paramref name="item"/> is the item as it was.</summary>
    public Element? Apply(Element element, ElementSet item)
    {
        var text = Texts.Of(element.Value);
        var isPublic = CodeTerms.IsPublicScheme(item.Text(Tags.CodingScheme)) && !context.Traces.IsIn(text);
        if (element.Tag == Version)
        {
            return VersionText().IsMatch(text) ? element : null;
        }

        if (isPublic)
        {
            return element;
        }

        var replacement = element.Tag == Tags.CodingScheme ? LocalScheme
            : element.Tag == Tags.CodeMeaning ? PlainWords.Clean(text) is { Length: > 0 } words ? words : "Anonymized"
            : "T_" + context.Key.Pseudonym("code", item.Text(Tags.CodingScheme) + " " + text)[..12];
        return element with { Value = Texts.Bytes(element.Vr, replacement) };
    }

    public static bool IsPart(DicomTag tag) => tag.Group == 0x0008 && tag.Element is 0x0100 or 0x0102 or 0x0103 or 0x0104 or 0x0119;

    [GeneratedRegex(@"^[0-9.]{0,16}$", RegexOptions.None, 1000)]
    private static partial Regex VersionText();
}
