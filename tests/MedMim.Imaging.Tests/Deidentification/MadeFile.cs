using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Tests.Deidentification;

/// <summary>DICOM files made for tests, element by element, in any encoding.</summary>
internal sealed class MadeFile
{
    public const string Ct = "1.2.840.10008.5.1.4.1.1.2";
    public const string Pet = "1.2.840.10008.5.1.4.1.1.128";
    public const string Report = "1.2.840.10008.5.1.4.1.1.88.11";

    /// <summary>Eight bytes that no dummy and no word list holds.</summary>
    public static readonly byte[] Pixels = [.. Enumerable.Range(0, 32).Select(i => (byte)(200 + (i % 50)))];

    public ElementSet Dataset { get; } = new();

    public byte[] Preamble { get; init; } = new byte[128];

    public ElementSet Meta { get; } = new();

    public byte[] Tail { get; init; } = [];

    /// <summary>A CT slice of 4 × 4 pixels with nothing but what it needs.</summary>
    public static MadeFile Slice(string sopClass = Ct, string modality = "CT")
    {
        var file = new MadeFile();
        file.Text(0x00080008, DicomVr.CS, "ORIGINAL\\PRIMARY\\AXIAL");
        file.Text(0x00080016, DicomVr.UI, sopClass);
        file.Text(0x00080018, DicomVr.UI, "1.2.3.4.5");
        file.Text(0x00080060, DicomVr.CS, modality);
        file.Text(0x00100010, DicomVr.PN, "Doe^Jane");
        file.Text(0x00100020, DicomVr.LO, "4711");
        file.Text(0x0020000D, DicomVr.UI, "1.2.3.4");
        file.Text(0x0020000E, DicomVr.UI, "1.2.3.4.4");
        file.Number(0x00280002, 1).Number(0x00280010, 4).Number(0x00280011, 4).Number(0x00280100, 16);
        file.Dataset.Set(new Element(DicomTag.Of(0x7FE00010), DicomVr.OW) { Value = Pixels });
        return file;
    }

    public MadeFile Text(uint tag, DicomVr vr, string text)
    {
        Dataset.Set(DicomTag.Of(tag), vr, text);
        return this;
    }

    public MadeFile Number(uint tag, ushort number) => Bytes(tag, DicomVr.US, BitConverter.GetBytes(number));

    public MadeFile Bytes(uint tag, DicomVr vr, byte[] bytes)
    {
        Dataset.Set(new Element(DicomTag.Of(tag), vr) { Value = bytes });
        return this;
    }

    public MadeFile Items(uint tag, params ElementSet[] items)
    {
        Dataset.Set(new Element(DicomTag.Of(tag), DicomVr.SQ) { Items = items });
        return this;
    }

    public byte[] Encode(string syntax = "1.2.840.10008.1.2.1")
    {
        var encoding = new ElementEncoding(syntax != DicomUids.Implicit, syntax == DicomUids.BigEndian);
        using var stream = new MemoryStream();
        stream.Write(Preamble);
        stream.Write("DICM"u8);
        Meta.Set(new DicomTag(2, 0x0010), DicomVr.UI, syntax);
        new ElementWriter(stream, ElementEncoding.ExplicitLittleEndian, null).Write(Meta);
        new ElementWriter(stream, encoding, null).Write(encoding.BigEndian ? Swapped(Dataset) : Dataset);
        stream.Write(Tail);
        return stream.ToArray();
    }

    private static ElementSet Swapped(ElementSet elements)
    {
        var swapped = new ElementSet();
        foreach (var e in elements)
        {
            swapped.Set(e.Vr == DicomVr.US ? e with { Value = [.. e.Value.Reverse()] } : e);
        }

        return swapped;
    }
}
