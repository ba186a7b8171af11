using System.Text;
using MedMim.Imaging.Deidentification;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Tests.Deidentification;

/// <summary>Protects made files under a key, and looks into the result.</summary>
internal static class Protected
{
    public static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    /// <summary>Every option at once, where options do not exclude each other.</summary>
    public static readonly DeidentificationPolicy AllOptions = new()
    {
        RetainSafePrivate = true, RetainUids = true, RetainDeviceIdentity = true, RetainInstitutionIdentity = true,
        RetainPatientCharacteristics = true, Dates = LongitudinalDates.Modified, CleanDescriptors = true,
        CleanStructuredContent = true, CleanGraphics = true,
    };

    public static byte[] Bytes(byte[] file, DeidentificationPolicy? policy = null, byte[]? key = null)
    {
        using var target = new MemoryStream();
        new Deidentifier(policy ?? new(), key ?? Key).Deidentify(new MemoryStream(file), target);
        return target.ToArray();
    }

    public static ElementSet Elements(byte[] file, DeidentificationPolicy? policy = null, byte[]? key = null) =>
        ElementFileReader.Read(new MemoryStream(Bytes(file, policy, key))).Dataset;

    public static Element? Attribute(MadeFile file, uint tag, DeidentificationPolicy? policy = null) =>
        Elements(file.Encode(), policy)[DicomTag.Of(tag)];

    public static string Text(MadeFile file, uint tag, DeidentificationPolicy? policy = null) =>
        Elements(file.Encode(), policy).Text(DicomTag.Of(tag));

    /// <summary>Whether bytes hold a text in ASCII, UTF-16 of either order, or with its bytes swapped in pairs.</summary>
    public static bool Holds(byte[] bytes, string text)
    {
        var ascii = Encoding.ASCII.GetBytes(text);
        byte[] swapped = [.. ascii.Chunk(2).SelectMany(p => p.Reverse())];
        byte[][] forms = [ascii, Encoding.Unicode.GetBytes(text), Encoding.BigEndianUnicode.GetBytes(text), swapped];
        return forms.Any(f => bytes.AsSpan().IndexOf(f) >= 0);
    }
}
