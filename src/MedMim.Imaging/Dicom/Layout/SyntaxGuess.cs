using System.Buffers.Binary;

namespace MedMim.Imaging.Dicom.Layout;

/// <summary>The transfer syntax of a data set that states none, from its first element.</summary>
internal static class SyntaxGuess
{
    private const int Needed = 8;

    /// <summary>The group of the next element in a stream, read in either byte order; -1 at the end. Does not move.</summary>
    public static int NextGroup(Stream file)
    {
        var start = Peek(file);
        return start.Length < Needed ? -1 : Group(start);
    }

    /// <summary>The syntax of the data set that begins here; null where no data set does.</summary>
    public static StoredSyntax? Of(Stream file) => Of(Peek(file));

    /// <summary>The syntax of a data set that begins with these bytes; null where no data set does.</summary>
    public static StoredSyntax? Of(ReadOnlySpan<byte> start)
    {
        if (start.Length < Needed || Group(start) is not (2 or 8))
        {
            return null;
        }

        var isBigEndian = start[0] == 0;
        if (VrCodes.IsKnown(start[4], start[5]))
        {
            return StoredSyntaxes.Find(isBigEndian ? DicomUids.BigEndian : DicomUids.Explicit);
        }

        // The elements at the beginning of group 0008 are short.
        var length = BinaryPrimitives.ReadUInt32LittleEndian(start[4..]);
        return !isBigEndian && start[3] == 0 && length <= 256 && length % 2 == 0 ? StoredSyntaxes.Find(DicomUids.Implicit) : null;
    }

    private static int Group(ReadOnlySpan<byte> start)
    {
        var little = BinaryPrimitives.ReadUInt16LittleEndian(start);
        return little <= 0xFF ? little : BinaryPrimitives.ReadUInt16BigEndian(start);
    }

    private static byte[] Peek(Stream file)
    {
        var start = new byte[Needed];
        var position = file.Position;
        var read = file.ReadAtLeast(start, Needed, throwOnEndOfStream: false);
        file.Position = position;
        return start[..read];
    }
}
