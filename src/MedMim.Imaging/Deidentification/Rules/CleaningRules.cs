using System.Text.RegularExpressions;
using MedMim.Imaging.Deidentification.Cleaning;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Deidentification.Replacement;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Deidentification.Rules;

/// <summary>The C action: values of similar meaning that identify nobody. Null where nothing of the value can stay.</summary>
internal sealed partial class CleaningRules(RuleContext context)
{
    public Element? Apply(Element element) => element.Vr switch
    {
        DicomVr.DA or DicomVr.DT => Each(element, v => ShiftedDates.Shift(element.Vr, v, context.Patient.Days)),
        DicomVr.TM => ValueGrammar.Fits(element, element.Vr, int.MaxValue) ? element : null,
        DicomVr.AE => Each(element, v => "AE_" + context.Key.Pseudonym("ae", v)[..12]),
        DicomVr.CS => Each(element, v => CodeTerms.Clean(v, context.Key)),
        _ when element.Tag == Tags.TimezoneOffset => Offset().IsMatch(Texts.Of(element.Value)) ? element : null,
        _ when Representations.IsFreeText(element.Vr) => Words(element),
        _ => null,
    };

    private static Element? Words(Element element)
    {
        var words = PlainWords.CleanValues(element.Vr, element.Value);
        return words.Length > 0 ? element with { Value = Texts.Bytes(element.Vr, words) } : null;
    }

    private static Element? Each(Element element, Func<string, string?> clean)
    {
        var values = Texts.Values(element.Value).Select(v => v.Length == 0 ? v : clean(v)).ToArray();
        return values.Length > 0 && Array.TrueForAll(values, v => v is not null)
            ? element with { Value = Texts.Bytes(element.Vr, string.Join('\\', values)) }
            : null;
    }

    [GeneratedRegex(@"^[+-]\d{4}$", RegexOptions.None, 1000)]
    private static partial Regex Offset();
}
