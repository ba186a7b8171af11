using System.Text;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Deidentification.Elements;

/// <summary>Values as text. Latin-1 keeps every byte, so any character set can be searched and split.</summary>
internal static class Texts
{
    private static readonly char[] Padding = [' ', '\0'];

    public static string Of(ReadOnlySpan<byte> value) => Encoding.Latin1.GetString(value).Trim(Padding);

    public static IReadOnlyList<string> Values(ReadOnlySpan<byte> value) =>
        value.Length == 0 ? [] : [.. Of(value).Split('\\').Select(v => v.Trim(Padding))];

    public static byte[] Bytes(DicomVr vr, string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        if (bytes.Length % 2 == 1)
        {
            Array.Resize(ref bytes, bytes.Length + 1);
            bytes[^1] = vr == DicomVr.UI ? (byte)0 : (byte)' ';
        }

        return bytes;
    }
}
