using System.Globalization;
using System.Text.RegularExpressions;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Deidentification.Replacement;

/// <summary>
/// Dates moved by whole days (DICOM PS3.5 6.2: DA, DT). Times of day, fractions and offsets from UTC stay, so intervals
/// are kept exactly, decay of a tracer over midnight included.
/// </summary>
internal static partial class ShiftedDates
{
    /// <summary>The moved value, or null where it is no date.</summary>
    public static string? Shift(DicomVr vr, string value, int days)
    {
        var parts = vr == DicomVr.DA ? DatePattern().Match(value) : DateTimePattern().Match(value);
        if (!parts.Success)
        {
            return null;
        }

        // A month or a year alone moves as its first day would.
        var (year, month, day) = (parts.Groups["y"].Value, parts.Groups["m"].Value, parts.Groups["d"].Value);
        var text = year + (month.Length > 0 ? month : "01") + (day.Length > 0 ? day : "01");
        if (!DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || date.DayNumber + days < 0 || date.DayNumber + days > DateOnly.MaxValue.DayNumber)
        {
            return null;
        }

        var moved = date.AddDays(days).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return moved[..(year.Length + month.Length + day.Length)] + parts.Groups["rest"].Value;
    }

    // The dots are ACR-NEMA's.
    [GeneratedRegex(@"^(?<y>\d{4})\.?(?<m>\d{2})\.?(?<d>\d{2})(?<rest>)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DatePattern();

    [GeneratedRegex(
        @"^(?<y>\d{4})((?<m>\d{2})(?<d>\d{2})?)?(?<rest>(?<=^\d{8})(\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?)?([+-]\d{4})?|(?<=^\d{4,6})([+-]\d{4})?)$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DateTimePattern();
}
