using System.Buffers.Binary;
using System.Text;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Tests.Dicom;

/// <summary>Builds DICOM files byte by byte, broken ones too, independently of the writer under test.</summary>
internal sealed class DicomBytes(string syntaxUid = DicomUids.Explicit)
{
    public const uint Undefined = 0xFFFFFFFF;

    private readonly List<byte> _data = [];
    private readonly bool _isExplicit = syntaxUid != DicomUids.Implicit;
    private readonly bool _isBigEndian = syntaxUid == DicomUids.BigEndian;

    /// <summary>The data set alone.</summary>
    public byte[] DataSet => [.. _data];

    /// <summary>With preamble and file meta information.</summary>
    public byte[] File => [.. new byte[128], .. "DICM"u8, .. Meta(syntaxUid), .. DataSet];

    public static byte[] Meta(string syntaxUid, string sopClassUid = DicomUids.CtImage)
    {
        var meta = new DicomBytes().Text(0x00020002, "UI", sopClassUid).Text(0x00020010, "UI", syntaxUid).DataSet;
        return [.. new DicomBytes().Number(0x00020000, "UL", (uint)meta.Length).DataSet, .. meta];
    }

    public DicomBytes Head(uint tag, string vr, uint length)
    {
        Short((ushort)(tag >> 16)).Short((ushort)tag);
        if (!_isExplicit || tag >> 16 == 0xFFFE)
        {
            return Long(length);
        }

        _data.AddRange(Encoding.ASCII.GetBytes(vr));
        return "OB OD OF OL OV OW SQ SV UC UN UR UT UV".Contains(vr, StringComparison.Ordinal)
            ? Short(0).Long(length)
            : Short((ushort)length);
    }

    public DicomBytes Element(uint tag, string vr, ReadOnlySpan<byte> value)
    {
        Head(tag, vr, (uint)value.Length);
        _data.AddRange(value);
        return this;
    }

    public DicomBytes Text(uint tag, string vr, string text) =>
        Element(tag, vr, Encoding.Latin1.GetBytes(text.Length % 2 == 0 ? text : text + (vr == "UI" ? '\0' : ' ')));

    public DicomBytes Number(uint tag, string vr, uint value)
    {
        Head(tag, vr, vr == "US" ? 2u : 4u);
        return vr == "US" ? Short((ushort)value) : Long(value);
    }

    public DicomBytes Raw(ReadOnlySpan<byte> bytes)
    {
        _data.AddRange(bytes);
        return this;
    }

    /// <summary>The tags of an image of 16-bit grey values.</summary>
    public DicomBytes ImageTags(int rows, int columns, int bitsStored = 16, bool signed = true, int frames = 1)
    {
        Text(0x00080016, "UI", DicomUids.CtImage).Text(0x00080018, "UI", "1.2.3.4.5").Text(0x00080060, "CS", "CT");
        Number(0x00280002, "US", 1).Text(0x00280004, "CS", "MONOCHROME2");
        if (frames > 1)
        {
            Text(0x00280008, "IS", $"{frames}");
        }

        return Number(0x00280010, "US", (uint)rows).Number(0x00280011, "US", (uint)columns)
            .Number(0x00280100, "US", 16).Number(0x00280101, "US", (uint)bitsStored)
            .Number(0x00280102, "US", (uint)bitsStored - 1).Number(0x00280103, "US", signed ? 1u : 0u);
    }

    /// <summary>Native pixels in the file's byte order.</summary>
    public DicomBytes Pixels(params short[] values)
    {
        Head(0x7FE00010, "OW", (uint)values.Length * 2);
        foreach (var value in values)
        {
            Short((ushort)value);
        }

        return this;
    }

    /// <summary>Compressed pixels: items as they are given, the first of them the offset table.</summary>
    public DicomBytes Encapsulated(params byte[][] items)
    {
        Head(0x7FE00010, "OB", Undefined);
        foreach (var item in items)
        {
            Element(0xFFFEE000, "", item);
        }

        return Head(0xFFFEE0DD, "", 0);
    }

    private DicomBytes Short(ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        if (_isBigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        }

        return Raw(bytes);
    }

    private DicomBytes Long(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (_isBigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        }

        return Raw(bytes);
    }
}
