using System.Buffers.Binary;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Formats;

/// <summary>
/// The fields of a NIfTI-1, NIfTI-2 or Analyze 7.5 header that a reader of volumes needs: shape, type and place of the
/// voxels, and the grid's place in space. Formats: nifti1.h, nifti2.h of the NIfTI Data Format Working Group; dbh.h of
/// Analyze 7.5. Read here rather than by ITK 5.2, which knows no NIfTI-2 and keeps positions in single precision.
/// </summary>
/// <param name="Version">1 or 2; 0 for Analyze 7.5, which NIfTI-1 extends.</param>
/// <param name="LittleEndian">The file's byte order.</param>
/// <param name="IsPair">Whether the voxels are in another file (<c>.hdr</c> and <c>.img</c>).</param>
/// <param name="Dimensions">Lengths of the axes, x first.</param>
/// <param name="Component">The type of the stored numbers.</param>
/// <param name="VoxelOffset">Where the voxels begin, in bytes.</param>
/// <param name="Slope">What stored numbers are multiplied with; 1 where the header leaves it out (0, or no number).</param>
/// <param name="Intercept">What is then added.</param>
/// <param name="Space">Where the grid lies; nothing but spacings for Analyze.</param>
internal sealed record NiftiPreamble(
    int Version, bool LittleEndian, bool IsPair, IReadOnlyList<long> Dimensions, NativeComponent Component, long VoxelOffset,
    double Slope, double Intercept, NiftiSpace Space)
{
    /// <summary>Version of an Analyze 7.5 header.</summary>
    public const int Analyze = 0;

    public const int Length1 = 348;
    public const int Length2 = 540;

    private static ReadOnlySpan<byte> Signature2 => [0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The number of voxels.</summary>
    public long Count => Dimensions.Aggregate(1L, (product, length) => product * length);

    /// <summary>Bytes that the voxels take.</summary>
    public long VoxelBytes => Count * Component.SizeInBytes();

    /// <summary>Whether stored numbers are values as they are.</summary>
    public bool IsUnscaled => Slope == 1 && Intercept == 0;

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
            return IsAnalyze(start)
                ? ParseAnalyze(start)
                : throw Refuse(RefusalCodes.BrokenHeader, "The NIfTI header lacks its magic bytes.");
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
        var fields = new EndianReader(start, BinaryPrimitives.ReadInt32LittleEndian(start) == Length1);
        var lengths = new long[8];
        for (var i = 0; i < 8; i++)
        {
            lengths[i] = fields.Int16(40 + (2 * i));
        }

        var pair = start[345] == (byte)'i';
        var offset = Offset(fields.Single(108), pair ? 0 : 352);
        var (slope, intercept) = Scaling(fields.Single(112), fields.Single(116));
        return new(
            1, fields.LittleEndian, pair, Lengths(lengths), ComponentOf(fields.Int16(70)), offset, slope, intercept,
            NiftiSpace.Parse1(fields));
    }

    /// <summary>NIfTI-1 took over Analyze's shape, type and spacing, and gave the unused rest its meaning.</summary>
    private static NiftiPreamble ParseAnalyze(ReadOnlySpan<byte> start)
    {
        var plain = Parse1(start);
        var fields = new EndianReader(start, plain.LittleEndian);
        return plain with
        {
            Version = Analyze,
            IsPair = true,
            VoxelOffset = Offset(fields.Single(108), 0),
            Slope = fields.Single(112) is 0 ? 1 : fields.Single(112), // SPM's scale; other programs ignore it
            Intercept = 0,
            Space = plain.Space with { Units = 0, QformCode = 0, SformCode = 0 },
        };
    }

    /// <summary>
    /// An Analyze header has the length of a NIfTI-1 header and an 'r' for "regular"; where NIfTI has its magic bytes, it
    /// has a number, most often 0.
    /// </summary>
    private static bool IsAnalyze(ReadOnlySpan<byte> start) =>
        LengthField(start) == Length1
        && (start[344..348].SequenceEqual("\0\0\0\0"u8) || (start[38] == (byte)'r' && !start[346..348].SequenceEqual("1\0"u8)));

    private static NiftiPreamble Parse2(ReadOnlySpan<byte> start)
    {
        if (!start[8..12].SequenceEqual(Signature2))
        {
            throw Refuse(RefusalCodes.BrokenHeader, "The NIfTI-2 signature is damaged; the file was transferred as text.");
        }

        var fields = new EndianReader(start, BinaryPrimitives.ReadInt32LittleEndian(start) == Length2);
        var lengths = new long[8];
        for (var i = 0; i < 8; i++)
        {
            lengths[i] = fields.Int64(16 + (8 * i));
        }

        var pair = start[5] == (byte)'i';
        var offset = Offset(fields.Int64(168), pair ? 0 : 544);
        var (slope, intercept) = Scaling(fields.Double(176), fields.Double(184));
        return new(
            2, fields.LittleEndian, pair, Lengths(lengths), ComponentOf(fields.Int16(12)), offset, slope, intercept,
            NiftiSpace.Parse2(fields));
    }

    private static long Offset(double field, long least) => field is >= 0 and < 1 << 30
        ? Math.Max((long)field, least)
        : throw Refuse(RefusalCodes.BrokenHeader, "The NIfTI header puts the voxels at an impossible place.");

    private static (double Slope, double Intercept) Scaling(double slope, double intercept) =>
        slope == 0 || !double.IsFinite(slope) ? (1, 0) : (slope, double.IsFinite(intercept) ? intercept : 0);

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

    /// <summary>The data type of a code (NIFTI_TYPE_*).</summary>
    private static NativeComponent ComponentOf(int code) => code switch
    {
        2 => NativeComponent.UInt8,
        4 => NativeComponent.Int16,
        8 => NativeComponent.Int32,
        16 => NativeComponent.Float32,
        64 => NativeComponent.Float64,
        256 => NativeComponent.Int8,
        512 => NativeComponent.UInt16,
        768 => NativeComponent.UInt32,
        1024 => NativeComponent.Int64,
        1280 => NativeComponent.UInt64,
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
