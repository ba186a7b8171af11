using System.Buffers.Binary;
using System.Text;

namespace MedMim.Imaging.Dicom.Sources;

/// <summary>The least file meta information that a toolkit needs (DICOM PS3.10 7.1).</summary>
internal static class MetaInformation
{
    /// <summary>Writes a preamble, the mark, the group's length, its version and a transfer syntax.</summary>
    public static void Write(Stream target, string syntaxUid)
    {
        var uid = Encoding.ASCII.GetBytes(syntaxUid.Length % 2 == 0 ? syntaxUid : syntaxUid + '\0');
        byte[] version = [0x02, 0x00, 0x01, 0x00, (byte)'O', (byte)'B', 0, 0, 2, 0, 0, 0, 0, 1];
        byte[] syntax = [0x02, 0x00, 0x10, 0x00, (byte)'U', (byte)'I', (byte)uid.Length, 0, .. uid];
        byte[] length = [0x02, 0x00, 0x00, 0x00, (byte)'U', (byte)'L', 4, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(length.AsSpan(8), version.Length + syntax.Length);
        target.Write(new byte[128]);
        target.Write("DICM"u8);
        target.Write(length);
        target.Write(version);
        target.Write(syntax);
    }
}
