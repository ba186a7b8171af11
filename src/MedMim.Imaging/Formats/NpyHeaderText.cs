using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Formats;

/// <summary>
/// The header of an <c>.npy</c> file, version 1.0: magic bytes, version, length, and a Python dictionary in ASCII, padded
/// with spaces so that the data begin at a multiple of 64 bytes. Format: numpy.lib.format (NEP 1).
/// </summary>
internal static partial class NpyHeaderText
{
    /// <summary>Bytes before the dictionary: magic (6), version (2), length (2).</summary>
    public const int PrefixLength = 10;

    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The whole header, ready to be followed by the elements.</summary>
    public static byte[] Encode(VoxelType type, ReadOnlySpan<int> shape)
    {
        var axes = new StringBuilder();
        foreach (var length in shape)
        {
            axes.Append(CultureInfo.InvariantCulture, $"{length}, ");
        }

        // A tuple of one needs its comma; longer ones are written without a trailing one, as numpy does.
        var tuple = shape.Length == 1 ? axes.ToString().TrimEnd() : axes.ToString().TrimEnd(' ', ',');
        var text = $"{{'descr': '{Descriptor(type)}', 'fortran_order': False, 'shape': ({tuple}), }}";
        var total = (PrefixLength + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var padded = text.PadRight(total - PrefixLength - 1) + '\n';
        var length16 = checked((ushort)padded.Length);
        return [.. Magic, 1, 0, (byte)length16, (byte)(length16 >> 8), .. Encoding.ASCII.GetBytes(padded)];
    }

    /// <summary>The dictionary's length from the first <see cref="PrefixLength"/> bytes.</summary>
    /// <exception cref="InvalidDataException">Not version 1.0 of the format.</exception>
    public static int DictionaryLength(ReadOnlySpan<byte> prefix)
    {
        if (!prefix.StartsWith(Magic))
        {
            throw new InvalidDataException("is not a .npy file: the magic bytes are missing");
        }

        return prefix[6] == 1 && prefix[7] == 0
            ? prefix[8] | (prefix[9] << 8)
            : throw new InvalidDataException("is a .npy file of another version than 1.0");
    }

    /// <summary>Reads the dictionary.</summary>
    /// <exception cref="InvalidDataException">It is not one that we read.</exception>
    public static NpyHeader Parse(ReadOnlySpan<byte> dictionary)
    {
        var match = Dictionary().Match(Encoding.ASCII.GetString(dictionary));
        if (!match.Success)
        {
            throw new InvalidDataException("has a header that is not a little-endian array in C order");
        }

        var lengths = match.Groups["shape"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var shape = new int[lengths.Length];
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (!int.TryParse(lengths[axis], NumberStyles.None, CultureInfo.InvariantCulture, out shape[axis]))
            {
                throw new InvalidDataException("has a shape that cannot be read");
            }
        }

        return new(TypeOf(match.Groups["descr"].Value), shape, PrefixLength + dictionary.Length);
    }

    private static string Descriptor(VoxelType type) => type switch
    {
        VoxelType.UInt8 => "|u1",
        VoxelType.Int16 => "<i2",
        VoxelType.UInt16 => "<u2",
        VoxelType.Int32 => "<i4",
        VoxelType.Float32 => "<f4",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    private static VoxelType TypeOf(string descriptor) => descriptor switch
    {
        "|u1" or "<u1" => VoxelType.UInt8,
        "<i2" => VoxelType.Int16,
        "<u2" => VoxelType.UInt16,
        "<i4" => VoxelType.Int32,
        "<f4" => VoxelType.Float32,
        _ => throw new InvalidDataException("holds elements of a type that is not read (|u1, <i2, <u2, <i4, <f4 are)"),
    };

    [GeneratedRegex(
        @"\A\{\s*'descr'\s*:\s*'(?<descr>[^']{1,16})'\s*,\s*'fortran_order'\s*:\s*False\s*,\s*'shape'\s*:\s*\((?<shape>[0-9, ]{0,200})\)\s*,?\s*\}\s*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dictionary();
}
