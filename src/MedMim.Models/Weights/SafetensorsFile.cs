using System.Buffers.Binary;
using MedMim.Foundation.Failures;
using static TorchSharp.torch;

namespace MedMim.Models.Weights;

/// <summary>
/// Reads a safetensors file: eight bytes of header length, a JSON header, the tensors' bytes. Everything in it is checked
/// before it is believed; a tensor is read when it is asked for.
/// </summary>
public sealed class SafetensorsFile : IWeightFile
{
    private const long HeaderLimit = 100_000_000;
    private const string Remedy =
        "Give a safetensors file; a PyTorch .pt or .pth is converted with safetensors.torch.save_file.";

    private readonly FileStream stream;
    private readonly long dataStart;
    private readonly SafetensorsHeader header;

    private SafetensorsFile(FileStream stream, long dataStart, SafetensorsHeader header) =>
        (this.stream, this.dataStart, this.header) = (stream, dataStart, header);

    /// <summary>The tensors by name, sorted.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Entries => header.Entries;

    /// <inheritdoc/>
    public IReadOnlyCollection<WeightEntry> Tensors => [.. header.Entries.Values];

    /// <summary>The header's free text.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="InputException">It is not there, cannot be read, or is not a sound safetensors file.</exception>
    public static SafetensorsFile Open(string path)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var (start, json) = ReadHeader(file);
            return new(file, start, SafetensorsHeader.Parse(json, file.Length - start));
        }
        catch (InvalidDataException e)
        {
            file?.Dispose();
            throw new InputException(path, $"is not a sound safetensors file: {e.Message}", Remedy, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new InputException(path, "cannot be read", "Check the path and its permissions.", e);
        }
    }

    /// <summary>Reads a tensor onto the CPU, in the file's type.</summary>
    /// <exception cref="KeyNotFoundException">There is no such tensor.</exception>
    public Tensor Read(string name)
    {
        var entry = Entries[name];
        var tensor = empty([.. entry.Shape], entry.Type);
        var bytes = new byte[checked((int)(entry.End - entry.Begin))];
        stream.Position = dataStart + entry.Begin;
        stream.ReadExactly(bytes);
        if (bytes.Length > 0)
        {
            tensor.bytes = bytes;
        }

        return tensor;
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static (long Start, byte[] Json) ReadHeader(FileStream file)
    {
        Span<byte> prefix = stackalloc byte[8];
        if (file.Length < prefix.Length)
        {
            throw new InvalidDataException("it has fewer than 8 bytes");
        }

        file.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > HeaderLimit || (long)length > file.Length - prefix.Length)
        {
            throw new InvalidDataException("the length of its header reaches beyond the file");
        }

        var json = new byte[length];
        file.ReadExactly(json);
        return (prefix.Length + (long)length, json);
    }
}
