using System.Text.RegularExpressions;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Deidentification.Cleaning;

/// <summary>
/// Whether a value is what its representation says (DICOM PS3.5 6.2). A name can hide where a number or a date should be;
/// what does not fit its grammar is not kept.
/// </summary>
internal static partial class ValueGrammar
{
    private const int LongestUid = 64;

    /// <summary>Whether every value of an element fits; free text always does.</summary>
    public static bool Fits(Element element, DicomVr vr, int mostValues)
    {
        var width = Representations.NumberWidth(vr);
        if (width > 0)
        {
            return element.Value.Length % width == 0 && element.Value.Length / width <= mostValues;
        }

        if (Pattern(vr) is not { } pattern)
        {
            return true;
        }

        var values = Texts.Values(element.Value);
        return values.Count <= mostValues && values.All(v => v.Length == 0 || pattern.IsMatch(v));
    }

    /// <summary>Whether a text is a UID.</summary>
    public static bool IsUid(string text) => text.Length <= LongestUid && Uid().IsMatch(text);

    /// <summary>
    /// Whether a UID is public: one that the standard defines, such as a SOP class or a well-known frame of reference, or a
    /// code system's in HL7's registry.
    /// </summary>
    public static bool IsStandardUid(string text) => IsUid(text) && StandardUid().IsMatch(text);

    private static Regex? Pattern(DicomVr vr) => vr switch
    {
        DicomVr.AS => Age(),
        DicomVr.CS => CodeString(),
        DicomVr.DA => Date(),
        DicomVr.DS => DecimalString(),
        DicomVr.DT => DateAndTime(),
        DicomVr.IS => IntegerString(),
        DicomVr.TM => Time(),
        DicomVr.UI => Uid(),
        _ => null,
    };

    [GeneratedRegex(@"^\d{3}[DWMY]$", RegexOptions.None, 1000)]
    private static partial Regex Age();

    [GeneratedRegex(@"^[A-Z0-9_ ]{1,16}$", RegexOptions.None, 1000)]
    private static partial Regex CodeString();

    [GeneratedRegex(@"^(\d{8}|\d{4}\.\d{2}\.\d{2})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Date();

    // Longer than the standard's 16 characters is common and harmless: it is a number still.
    [GeneratedRegex(@"^ *[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})? *$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DecimalString();

    [GeneratedRegex(@"^\d{4,14}(\.\d{1,6})?([+-]\d{4})?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DateAndTime();

    [GeneratedRegex(@"^ *[+-]?\d{1,11} *$", RegexOptions.None, 1000)]
    private static partial Regex IntegerString();

    [GeneratedRegex(@"^(\d{2}:?(\d{2}:?(\d{2}(\.\d{1,6})?)?)?)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Time();

    [GeneratedRegex(@"^\d+(\.\d+)+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Uid();

    [GeneratedRegex(@"^(1\.2\.840\.10008(\.\d{1,5}){1,10}|2\.16\.840\.1\.113883\.[56]\.\d{1,5})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StandardUid();
}
