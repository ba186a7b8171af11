using System.Globalization;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Scans.Headers;

/// <summary>Reads dates and times of a data set. Times are the scanner's own; offsets from UTC are not looked at.</summary>
internal static class DicomTimes
{
    /// <summary>A date (DA) and a time (TM) as one, or null where either is missing or malformed.</summary>
    public static DateTime? DateAndTime(this DicomDataset dataset, DicomTag date, DicomTag time) =>
        Date(dataset.Text(date)) is { } day && Time(dataset.Text(time)) is { } clock ? day + clock : null;

    /// <summary>A time of day (TM), or null.</summary>
    public static TimeSpan? TimeOfDay(this DicomDataset dataset, DicomTag time) => Time(dataset.Text(time));

    /// <summary>A DT text, such as <c>20010902151500.00</c>, or null where it lacks date or time.</summary>
    public static DateTime? Parse(string text)
    {
        var local = text.Split('+', '-')[0].Trim();
        return local.Length > 8 && Date(local[..8]) is { } day && Time(local[8..]) is { } clock ? day + clock : null;
    }

    private static DateTime? Date(string text)
    {
        var digits = text.Replace(".", string.Empty, StringComparison.Ordinal).Trim();
        return DateTime.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    // HHMMSS.FFFFFF, cut anywhere after the hours; colons in files of the nineties.
    private static TimeSpan? Time(string text)
    {
        var parts = text.Replace(":", string.Empty, StringComparison.Ordinal).Trim().Split('.', 2);
        var clock = parts[0];
        if (clock.Length is not (2 or 4 or 6) || !int.TryParse(clock, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return null;
        }

        int Part(int at) => clock.Length > at ? int.Parse(clock.AsSpan(at, 2), NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        var fraction = parts.Length > 1
            && double.TryParse("0." + parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var f) ? f : 0;
        return (Part(0), Part(2), Part(4)) is ( <= 23, <= 59, <= 60) and var (h, m, s)
            ? new TimeSpan(h, m, s) + TimeSpan.FromSeconds(fraction)
            : null;
    }
}
