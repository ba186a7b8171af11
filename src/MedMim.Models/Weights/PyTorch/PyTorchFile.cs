using System.IO.Compression;
using MedMim.Foundation.Failures;
using static TorchSharp.torch;

namespace MedMim.Models.Weights.PyTorch;

/// <summary>
/// Reads a PyTorch checkpoint (<c>torch.save</c> since 1.6): a zip of a pickle and the storages, uncompressed. The pickle is
/// read by <see cref="RestrictedUnpickler"/>; every size is checked against the file before anything is allocated.
/// </summary>
public sealed class PyTorchFile : IWeightFile
{
    private const string Remedy =
        "Where you trust it, load it in PyTorch and save its weights alone, with torch.save(checkpoint['network_weights'], FILE) "
        + "or safetensors.torch.save_file.";

    private const int PickleLimit = 64 << 20;
    private const int MostTensors = 100_000;

    // Where nnU-Net, nnssl, MONAI and common trainers keep the weights in their checkpoints.
    private static readonly string[] Containers = ["network_weights", "state_dict", "model_state_dict", "model", "net", "network"];

    private readonly string path;
    private readonly ZipArchive archive;
    private readonly Dictionary<string, ZipArchiveEntry> storages;
    private readonly SortedDictionary<string, PickleTensor> tensors;

    private PyTorchFile(
        string path, ZipArchive archive, Dictionary<string, ZipArchiveEntry> storages, SortedDictionary<string, PickleTensor> tensors)
    {
        (this.path, this.archive, this.storages, this.tensors) = (path, archive, storages, tensors);
        Tensors = [.. tensors.Select(t => new WeightEntry(t.Key, t.Value.Storage.Type, t.Value.Shape))];
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<WeightEntry> Tensors { get; }

    /// <summary>Opens a checkpoint and reads its pickle.</summary>
    /// <exception cref="InputException">It cannot be read, is damaged, or holds anything but plain data.</exception>
    public static PyTorchFile Open(string path)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            var records = new PyTorchArchive(zip, stream.Length);
            var named = Named(Weights(RestrictedUnpickler.Read(PyTorchArchive.Read(records.Pickle, PickleLimit))));
            foreach (var (name, tensor) in named)
            {
                records.Check(name, tensor.Storage);
            }

            return new(path, zip, records.Storages, named);
        }
        catch (InvalidDataException e)
        {
            stream?.Dispose();
            throw new InputException(path, $"is not a PyTorch checkpoint that is read here: {e.Message.TrimEnd('.')}", Remedy, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw new InputException(path, "cannot be read", "Check the path and its permissions.", e);
        }
    }

    /// <inheritdoc/>
    public Tensor Read(string name)
    {
        var tensor = tensors[name];
        using var scope = NewDisposeScope();
        var span = tensor.Shape.Any(s => s == 0) ? 0 : 1 + tensor.Shape.Zip(tensor.Strides).Sum(p => (p.First - 1) * p.Second);
        var width = ElementLength(tensor.Storage.Type);
        var bytes = new byte[checked((int)(span * width))];
        try
        {
            using var stream = storages[tensor.Storage.Key].Open();
            PyTorchArchive.Skip(stream, tensor.Offset * width);
            stream.ReadExactly(bytes);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new InputException(path, $"the values of tensor '{PickleText.Printable(name)}' cannot be read", "Fetch the file again.", e);
        }

        var flat = empty([span], tensor.Storage.Type);
        if (bytes.Length > 0)
        {
            flat.bytes = bytes;
        }

        return flat.as_strided([.. tensor.Shape], [.. tensor.Strides]).contiguous().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => archive.Dispose();

    /// <summary>Bytes of an element.</summary>
    internal static int ElementLength(ScalarType type) => type switch
    {
        ScalarType.Int16 => 2,
        ScalarType.Int8 => 1,
        _ => SafetensorsType.Length(type),
    };

    /// <summary>The dictionary of weights: the checkpoint itself, or what it keeps under a known name.</summary>
    private static PickleDict Weights(object? value)
    {
        var root = value as PickleDict ?? throw new InvalidDataException("it is not a dictionary of tensors");
        if (root.Items.Any(i => i.Value is PickleTensor))
        {
            return root;
        }

        var inner = Containers.Select(c => root[c]).OfType<PickleDict>().FirstOrDefault();
        return inner ?? throw new InvalidDataException(
            $"no weights are found in it (looked for {string.Join(", ", Containers)}; it holds "
            + $"{string.Join(", ", root.Items.Take(10).Select(i => PickleText.Printable(i.Key?.ToString() ?? "None")))})");
    }

    private static SortedDictionary<string, PickleTensor> Named(PickleDict weights)
    {
        var named = new SortedDictionary<string, PickleTensor>(StringComparer.Ordinal);
        foreach (var (key, value) in weights.Items)
        {
            if (key is string name && value is PickleTensor tensor)
            {
                named[name] = tensor;
            }
        }

        return named.Count is > 0 and <= MostTensors
            ? named
            : throw new InvalidDataException($"it holds {named.Count} tensors");
    }
}
