using System.Buffers.Binary;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Formats;

/// <summary>
/// The few fields of a NIfTI-1 or NIfTI-2 header that are checked before ITK opens the file: shape, type and place of the
/// voxels. Orientation is left to ITK. Formats: nifti1.h, nifti2.h of the NIfTI Data Format Working Group.
/// </summary>
/// <param name="Version">1 or 2.</param>
/// <param name="LittleEndian">The file's byte order.</param>
/// <param name="IsPair">Whether the voxels are in another file (<c>.hdr</c> and <c>.img</c>).</param>
/// <param name="Dimensions">Lengths of the axes, x first.</param>
/// <param name="BitsPerVoxel">From the data type's code.</param>
/// <param name="VoxelOffset">Where the voxels begin, in bytes.</param>
internal sealed record NiftiPreamble(
    int Version, bool LittleEndian, bool IsPair, IReadOnlyList<long> Dimensions, int BitsPerVoxel, long VoxelOffset)
{
    public const int Length1 = 348;
    public const int Length2 = 540;

    private static ReadOnlySpan<byte> Signature2 => [0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Bytes that the voxels take.</summary>
    public long VoxelBytes => Dimensions.Aggregate(1L, (product, length) => product * length) * BitsPerVoxel / 8;

    /// <summary>Whether a file that begins so calls itself NIfTI, by its magic bytes or its header's length.</summary>
    public static bool Resembles(ReadOnlySpan<byte> start) =>
        start.Length >= 4 && (LengthField(start) is Length1 or Length2 || HasMagic(start));

    /// <summary>Reads the fields.</summary>
    /// <param name="start">The first 540 bytes of the uncompressed file, fewer where it is shorter.</param>
    /// <exception cref="RefusedException">truncated, broken-header or unsupported.</exception>
    public static NiftiPreamble Parse(ReadOnlySpan<byte> start)
    {
        if (start.Length < Length1)
        {
            throw Refuse(RefusalCodes.Truncated, "The file ends within its NIfTI header.");
        }

        if (!HasMagic(start))
        {
            throw LengthField(start) == Length1 && start[344..348].SequenceEqual("\0\0\0\0"u8)
                ? Refuse(RefusalCodes.Unsupported, "Analyze 7.5 files say nothing certain about left and right.")
                : Refuse(RefusalCodes.BrokenHeader, "The NIfTI header lacks its magic bytes.");
        }

        return LengthField(start) switch
        {
            Length1 => Parse1(start),
            Length2 when start.Length >= Length2 => Parse2(start),
            Length2 => throw Refuse(RefusalCodes.Truncated, "The file ends within its NIfTI header."),
            _ => throw Refuse(RefusalCodes.BrokenHeader, "The NIfTI header gives an impossible length of itself."),
        };
    }

    private static NiftiPreamble Parse1(ReadOnlySpan<byte> start)
    {
        var little = BinaryPrimitives.ReadInt32LittleEndian(start) == Length1;
        var lengths = new long[8];
        for (var i = 0; i < 8; i++)
        {
            var field = start[(40 + (2 * i))..];
            lengths[i] = little ? BinaryPrimitives.ReadInt16LittleEndian(field) : BinaryPrimitives.ReadInt16BigEndian(field);
        }

        var code = little ? BinaryPrimitives.ReadInt16LittleEndian(start[70..]) : BinaryPrimitives.ReadInt16BigEndian(start[70..]);
        var offset = little ? BinaryPrimitives.ReadSingleLittleEndian(start[108..]) : BinaryPrimitives.ReadSingleBigEndian(start[108..]);
        if (!(offset >= 0 && offset < 1 << 30))
        {
            throw Refuse(RefusalCodes.BrokenHeader, "The NIfTI header puts the voxels at an impossible place.");
        }

        var pair = start[345] == (byte)'i';
        return new(1, little, pair, Lengths(lengths), Bits(code), pair ? (long)offset : Math.Max((long)offset, 352));
    }

    private static NiftiPreamble Parse2(ReadOnlySpan<byte> start)
    {
        if (!start[8..12].SequenceEqual(Signature2))
        {
            throw Refuse(RefusalCodes.BrokenHeader, "The NIfTI-2 signature is damaged; the file was transferred as text.");
        }

        var little = BinaryPrimitives.ReadInt32LittleEndian(start) == Length2;
        var lengths = new long[8];
        for (var i = 0; i < 8; i++)
        {
            var field = start[(16 + (8 * i))..];
            lengths[i] = little ? BinaryPrimitives.ReadInt64LittleEndian(field) : BinaryPrimitives.ReadInt64BigEndian(field);
        }

        var code = little ? BinaryPrimitives.ReadInt16LittleEndian(start[12..]) : BinaryPrimitives.ReadInt16BigEndian(start[12..]);
        var offset = little ? BinaryPrimitives.ReadInt64LittleEndian(start[168..]) : BinaryPrimitives.ReadInt64BigEndian(start[168..]);
        if (offset is < 0 or >= 1 << 30)
        {
            throw Refuse(RefusalCodes.BrokenHeader, "The NIfTI header puts the voxels at an impossible place.");
        }

        var pair = start[5] == (byte)'i';
        return new(2, little, pair, Lengths(lengths), Bits(code), pair ? offset : Math.Max(offset, 544));
    }

    private static long[] Lengths(long[] field)
    {
        var axes = field[0];
        if (axes is < 1 or > 7)
        {
            throw Refuse(RefusalCodes.BrokenHeader, "The NIfTI header gives an impossible number of axes.");
        }

        var lengths = field[1..(int)(axes + 1)];
        long count = 1;
        foreach (var length in lengths)
        {
            if (length is < 1 or > int.MaxValue)
            {
                throw Refuse(RefusalCodes.BrokenHeader, "The NIfTI header gives an axis an impossible length.");
            }

            // Both factors are below 2^31 here, so the product cannot overflow.
            count *= length;
            if (count > Array.MaxLength)
            {
                throw Refuse(RefusalCodes.Unsupported, $"The image has more than {Array.MaxLength} voxels.");
            }
        }

        return lengths;
    }

    /// <summary>Bits a voxel, by the data type's code (NIFTI_TYPE_*).</summary>
    private static int Bits(int code) => code switch
    {
        2 or 256 => 8,
        4 or 512 => 16,
        8 or 16 or 768 => 32,
        64 or 1024 or 1280 => 64,
        32 or 128 or 1536 or 1792 or 2048 or 2304 =>
            throw Refuse(RefusalCodes.Unsupported, "Its voxels are colours, complex or extended numbers; only plain numbers are read."),
        _ => throw Refuse(RefusalCodes.BrokenHeader, "The NIfTI header names an unknown data type."),
    };

    private static bool HasMagic(ReadOnlySpan<byte> start) =>
        (start.Length >= 348 && IsMagic(start[344..348], (byte)'1')) || (start.Length >= 8 && IsMagic(start[4..8], (byte)'2'));

    private static bool IsMagic(ReadOnlySpan<byte> magic, byte version) =>
        magic[0] == (byte)'n' && magic[1] is (byte)'+' or (byte)'i' && magic[2] == version && magic[3] == 0;

    private static int LengthField(ReadOnlySpan<byte> start)
    {
        var little = BinaryPrimitives.ReadInt32LittleEndian(start);
        return little is Length1 or Length2 ? little : BinaryPrimitives.ReadInt32BigEndian(start);
    }

    private static RefusedException Refuse(string code, string reason) => new(new(code, reason));
}
