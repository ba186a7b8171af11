using System.Numerics;
using System.Runtime.InteropServices;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Formats;

/// <summary>
/// Arrays as NumPy stores them (<c>.npy</c> version 1.0; little endian, C order; |u1 &lt;i2 &lt;u2 &lt;i4 &lt;f4). The data
/// begin at a multiple of 64 bytes, so <c>numpy.load(path, mmap_mode='r')</c> maps them and so does <see cref="Map{T}"/>.
/// </summary>
public static class NpyFile
{
    private const string Remedy = "Make the file again from the scan it came from.";

    /// <summary>Writes an array; the file appears whole or not at all.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="values">The elements, C order.</param>
    /// <param name="shape">Lengths of the axes, slowest first: [z, y, x] for a volume. Their product is the number of elements.</param>
    /// <exception cref="ArgumentException">Shape and elements do not match.</exception>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    public static void Write<T>(string path, ReadOnlyMemory<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        long count = 1;
        foreach (var length in shape)
        {
            count = checked(count * length);
        }

        if (count != values.Length)
        {
            throw new ArgumentException($"{values.Length} values given for a shape of {count}.", nameof(values));
        }

        var header = NpyHeaderText.Encode(VoxelTypes.Of<T>(), shape);
        AtomicFile.Write(path, stream => Write(stream, header, values.Span));
    }

    /// <summary>
    /// Writes the voxels of a volume, shape [z, y, x], to a temporary file beside <paramref name="path"/>, which
    /// <see cref="AtomicFile.PublishAll"/> makes durable and names.
    /// </summary>
    /// <returns>The temporary file's path.</returns>
    public static string Prepare(string path, IVolume volume) => volume switch
    {
        Volume<byte> v => Prepare(path, v),
        Volume<short> v => Prepare(path, v),
        Volume<ushort> v => Prepare(path, v),
        Volume<int> v => Prepare(path, v),
        Volume<float> v => Prepare(path, v),
        _ => throw new NotSupportedException($"{volume?.GetType().Name} cannot be stored."),
    };

    /// <summary>Writes the voxels of a volume, shape [z, y, x]. The geometry is not part of the format.</summary>
    public static void Write<T>(string path, Volume<T> volume)
        where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(volume);
        var size = volume.Geometry.Size;
        Write<T>(path, volume.Voxels, size.Z, size.Y, size.X);
    }

    /// <summary>Writes the voxels of a volume of any type, shape [z, y, x].</summary>
    public static void Write(string path, IVolume volume)
    {
        switch (volume)
        {
            case Volume<byte> v: Write(path, v); break;
            case Volume<short> v: Write(path, v); break;
            case Volume<ushort> v: Write(path, v); break;
            case Volume<int> v: Write(path, v); break;
            case Volume<float> v: Write(path, v); break;
            default: throw new NotSupportedException($"{volume?.GetType().Name} cannot be stored.");
        }
    }

    /// <summary>The bytes before the elements, for whoever writes them piece by piece.</summary>
    /// <param name="shape">Lengths of the axes, slowest first.</param>
    public static byte[] HeaderOf<T>(params ReadOnlySpan<int> shape)
        where T : unmanaged => NpyHeaderText.Encode(VoxelTypes.Of<T>(), shape);

    /// <summary>Reads the header, and checks that the file is as long as it says.</summary>
    /// <exception cref="InputException">It is no such file, is truncated, or is too long.</exception>
    public static NpyHeader ReadHeader(string path)
    {
        using var stream = Open(path);
        return ReadHeader(stream, path);
    }

    /// <summary>Reads all elements.</summary>
    /// <exception cref="InputException">As <see cref="ReadHeader(string)"/>, or the file holds another type than <typeparamref name="T"/>.</exception>
    public static T[] Read<T>(string path)
        where T : unmanaged
    {
        using var stream = Open(path);
        var header = Expect<T>(ReadHeader(stream, path), path);
        var values = GC.AllocateUninitializedArray<T>((int)header.Count);
        stream.Position = header.DataOffset;
        for (var done = 0; done < values.Length; done += ChunkLength<T>())
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(done, Math.Min(ChunkLength<T>(), values.Length - done))));
        }

        return values;
    }

    /// <summary>Maps the elements into memory, read only. Dispose the result when its memory is no longer used.</summary>
    /// <exception cref="InputException">As <see cref="Read{T}"/>.</exception>
    public static MappedVoxels<T> Map<T>(string path)
        where T : unmanaged
    {
        using var stream = Open(path);
        var header = Expect<T>(ReadHeader(stream, path), path);
        return new MappedVoxels<T>(stream, header);
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 12);

    private static NpyHeader ReadHeader(FileStream stream, string path)
    {
        try
        {
            Span<byte> prefix = stackalloc byte[NpyHeaderText.PrefixLength];
            if (stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length)
            {
                throw new InvalidDataException("is too short to be a .npy file");
            }

            var dictionary = new byte[NpyHeaderText.DictionaryLength(prefix)];
            if (stream.ReadAtLeast(dictionary, dictionary.Length, throwOnEndOfStream: false) < dictionary.Length)
            {
                throw new InvalidDataException("ends within its header");
            }

            var header = NpyHeaderText.Parse(dictionary);
            var count = header.Count;
            if (count > Array.MaxLength)
            {
                throw new InvalidDataException($"holds {count} elements, more than the {Array.MaxLength} that can be addressed");
            }

            var expected = header.DataOffset + (count * header.VoxelType.SizeInBytes());
            return expected == stream.Length
                ? header
                : throw new InvalidDataException($"is {stream.Length} bytes long where its header asks for {expected}");
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException)
        {
            var problem = e is OverflowException ? "has a shape beyond all bounds" : e.Message;
            throw new InputException(path, problem, Remedy, e);
        }
    }

    private static NpyHeader Expect<T>(NpyHeader header, string path)
        where T : unmanaged =>
        header.VoxelType == VoxelTypes.Of<T>()
            ? header
            : throw new InputException(path, $"holds {header.VoxelType} where {VoxelTypes.Of<T>()} is expected", Remedy);

    private static string Prepare<T>(string path, Volume<T> volume)
        where T : unmanaged, INumber<T>
    {
        var size = volume.Geometry.Size;
        var header = NpyHeaderText.Encode(VoxelTypes.Of<T>(), [size.Z, size.Y, size.X]);
        return AtomicFile.Prepare(path, stream => Write<T>(stream, header, volume.Voxels));
    }

    private static void Write<T>(Stream stream, byte[] header, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        stream.Write(header);
        WriteElements(stream, values);
    }

    private static void WriteElements<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        // In pieces, because the bytes of a span are counted in an int.
        while (!values.IsEmpty)
        {
            var piece = values[..Math.Min(values.Length, ChunkLength<T>())];
            stream.Write(MemoryMarshal.AsBytes(piece));
            values = values[piece.Length..];
        }
    }

    private static unsafe int ChunkLength<T>()
        where T : unmanaged => (1 << 26) / sizeof(T);
}
