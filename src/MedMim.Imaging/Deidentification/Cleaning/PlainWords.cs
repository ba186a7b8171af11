using System.Text.RegularExpressions;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Tables;

namespace MedMim.Imaging.Deidentification.Cleaning;

/// <summary>
/// Cleans a description by keeping only words that are known to name anatomy or technique (the approach of note 2 in DICOM
/// PS3.15 E.3.5), and numbers that carry a technical unit. Everything else goes, names in any script included.
/// </summary>
internal static partial class PlainWords
{
    private static readonly HashSet<string> Known = DataTable.Words("plain-words.txt");

    /// <summary>The text with nothing but known words, each separated as it was by a space, an underscore or a sign.</summary>
    public static string Clean(string text)
    {
        var kept = Word().Matches(text).Select(m => m.Value).Where(IsKnown);
        return string.Join(' ', kept);
    }

    /// <summary>The values of an element cleaned; empty where nothing is left of any of them.</summary>
    public static string CleanValues(DicomVr vr, byte[] value)
    {
        // In LT, ST and UT a backslash is a sign like any other.
        if (vr is DicomVr.LT or DicomVr.ST or DicomVr.UT)
        {
            return Clean(Texts.Of(value));
        }

        var cleaned = Texts.Values(value).Select(Clean).ToArray();
        return cleaned.Any(v => v.Length > 0) ? string.Join('\\', cleaned) : string.Empty;
    }

    /// <summary>Whether a word is known to name nobody.</summary>
    public static bool IsKnown(string word) =>
        Known.Contains(word.ToLowerInvariant()) || Measure().IsMatch(word);

    // A word ends at anything that is neither letter nor digit, whatever the script; a decimal point within digits stays.
    [GeneratedRegex(@"[\p{L}\p{N}\p{M}\u0080-\u00FF]+(\.\d+\p{L}*)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^\d{1,4}(\.\d{1,2})?(mm|cm|s|ms|t|kv|kvp|ma|mas|x|hu)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Measure();
}
