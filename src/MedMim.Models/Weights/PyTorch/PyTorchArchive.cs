using System.IO.Compression;
using System.Text;

namespace MedMim.Models.Weights.PyTorch;

/// <summary>
/// The records of a checkpoint's zip. PyTorch compresses none of them; so none may be compressed, and together they are no
/// larger than the file: there is nothing to inflate.
/// </summary>
internal sealed class PyTorchArchive
{
    private const string PickleName = "data.pkl";
    private const string StorageFolder = "data/";

    /// <exception cref="InvalidDataException">It is another archive, or a damaged one; the message is a clause.</exception>
    public PyTorchArchive(ZipArchive archive, long fileLength)
    {
        var entries = archive.Entries;
        var pickles = entries.Where(e => e.FullName.EndsWith("/" + PickleName, StringComparison.Ordinal)).ToList();
        if (entries.Any(e => e.FullName.EndsWith("/constants.pkl", StringComparison.Ordinal)))
        {
            throw new InvalidDataException("it is a TorchScript program, which would have to be run");
        }

        Pickle = pickles.Count == 1 ? pickles[0] : throw new InvalidDataException($"it holds {pickles.Count} records {PickleName}, not one");
        if (entries.Any(e => e.CompressedLength != e.Length || e.Length < 0) || entries.Sum(e => (decimal)e.Length) > fileLength)
        {
            throw new InvalidDataException("its records are compressed or larger than the file, which PyTorch's never are");
        }

        var root = Pickle.FullName[..^PickleName.Length];
        if (entries.FirstOrDefault(e => e.FullName == root + "byteorder") is { } order
            && Encoding.ASCII.GetString(Read(order, 16)).Trim() != "little")
        {
            throw new InvalidDataException("its bytes are not in little-endian order");
        }

        Storages = new(StringComparer.Ordinal);
        foreach (var entry in entries.Where(e => e.FullName.StartsWith(root + StorageFolder, StringComparison.Ordinal)))
        {
            if (!Storages.TryAdd(entry.FullName[(root.Length + StorageFolder.Length)..], entry))
            {
                throw new InvalidDataException("it holds a record twice");
            }
        }
    }

    /// <summary>The pickle.</summary>
    public ZipArchiveEntry Pickle { get; }

    /// <summary>The records of the storages by their keys.</summary>
    public Dictionary<string, ZipArchiveEntry> Storages { get; }

    /// <summary>Checks that a storage's record is there and as long as it must be.</summary>
    public void Check(string tensor, PickleStorage storage)
    {
        var name = PickleText.Printable(tensor);
        if (!Storages.TryGetValue(storage.Key, out var record))
        {
            throw new InvalidDataException($"the storage of tensor '{name}' is missing");
        }

        var length = (decimal)storage.Count * PyTorchFile.ElementLength(storage.Type);
        if (length != record.Length)
        {
            throw new InvalidDataException($"the storage of tensor '{name}' has {record.Length} bytes, not {length}");
        }

        if (length > Array.MaxLength)
        {
            throw new InvalidDataException($"tensor '{name}' is larger than 2 GiB");
        }
    }

    /// <summary>Reads a whole record.</summary>
    public static byte[] Read(ZipArchiveEntry record, int limit)
    {
        if (record.Length > limit)
        {
            throw new InvalidDataException($"its record {PickleText.Printable(record.Name)} is larger than {limit} bytes");
        }

        var bytes = new byte[record.Length];
        using var stream = record.Open();
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("it is cut short", e);
        }

        return bytes;
    }

    /// <summary>Moves a record's stream on.</summary>
    public static void Skip(Stream stream, long count)
    {
        if (stream.CanSeek)
        {
            stream.Seek(count, SeekOrigin.Current);
            return;
        }

        var buffer = new byte[Math.Min(count, 1 << 16)];
        while (count > 0)
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(count, buffer.Length));
            count -= read > 0 ? read : throw new EndOfStreamException();
        }
    }
}
