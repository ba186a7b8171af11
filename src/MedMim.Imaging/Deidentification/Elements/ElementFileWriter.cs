using System.IO.Compression;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Deidentification.Elements;

/// <summary>Writes a DICOM file: an empty preamble, meta information of our own, the data set in the encoding it had.</summary>
internal static class ElementFileWriter
{
    /// <summary>Implementation Class UID (0002,0012): a UUID made once for this program.</summary>
    public const string ImplementationClass = "2.25.48842418011083814616151468816689772799";

    /// <summary>Implementation Version Name (0002,0013).</summary>
    public const string ImplementationVersion = "MEDMIM_DEID_1";

    public static void Write(Stream target, ElementFile file, string sopClass, string sopInstance)
    {
        target.Write(new byte[128]);
        target.Write("DICM"u8);
        WriteMeta(target, file, sopClass, sopInstance);
        if (file.Syntax == DicomUids.Deflated)
        {
            using var deflated = new MemoryStream();
            using (var deflate = new DeflateStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
            {
                new ElementWriter(deflate, file.Encoding, file.Body).Write(file.Dataset);
            }

            deflated.WriteTo(target);
            if (deflated.Length % 2 == 1)
            {
                target.WriteByte(0); // PS3.5 A.5
            }

            return;
        }

        new ElementWriter(target, file.Encoding, file.Body).Write(file.Dataset);
    }

    private static void WriteMeta(Stream target, ElementFile file, string sopClass, string sopInstance)
    {
        var meta = new ElementSet()
            .Set(new Element(new(0x0002, 0x0001), DicomVr.OB) { Value = [0, 1] })
            .Set(new(0x0002, 0x0002), DicomVr.UI, sopClass)
            .Set(new(0x0002, 0x0003), DicomVr.UI, sopInstance)
            .Set(new(0x0002, 0x0010), DicomVr.UI, file.Syntax)
            .Set(new(0x0002, 0x0012), DicomVr.UI, ImplementationClass)
            .Set(new(0x0002, 0x0013), DicomVr.SH, ImplementationVersion);
        var writer = new ElementWriter(target, ElementEncoding.ExplicitLittleEndian, null);
        var length = new byte[4];
        ElementEncoding.ExplicitLittleEndian.Long(length, checked((uint)writer.LengthOf(meta)));
        writer.Write(new ElementSet().Set(new Element(new(0x0002, 0x0000), DicomVr.UL) { Value = length }));
        writer.Write(meta);
    }
}
