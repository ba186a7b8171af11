using System.Text;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Text;

namespace MedMim.Imaging.Deidentification.Cleaning;

/// <summary>Bytes that may hold text in any encoding: EXIF's notes are UTF-16, makers' comments Latin-1, UTF-8 or the header's.</summary>
internal static class UnknownText
{
    /// <summary>What the bytes say in each encoding that is likely. UTF-16 is read from the first byte and from the second.</summary>
    /// <param name="bytes">Text, numbers or a mixture.</param>
    /// <param name="sets">The character sets of the header.</param>
    public static IEnumerable<string> Readings(byte[] bytes, IEnumerable<SpecificCharacterSet> sets)
    {
        yield return Encoding.Latin1.GetString(bytes);
        yield return Encoding.Latin1.GetString([.. bytes.Where(b => b != 0)]); // Wide characters, however they are aligned.
        yield return Encoding.UTF8.GetString(bytes);
        foreach (var start in Enumerable.Range(0, Math.Min(2, bytes.Length)))
        {
            yield return Encoding.Unicode.GetString(bytes.AsSpan(start));
            yield return Encoding.BigEndianUnicode.GetString(bytes.AsSpan(start));
        }

        foreach (var set in sets)
        {
            yield return set.Decode(bytes, DicomVr.LT);
        }
    }
}
