using MedMim.Foundation.Failures;
using MedMim.Models.Weights.PyTorch;

namespace MedMim.Models.Weights;

/// <summary>Opens a file of weights by what it holds: safetensors, or a PyTorch checkpoint, of which nothing is executed.</summary>
public static class WeightFile
{
    private const int TarMagicAt = 257;

    /// <summary>Opens a file.</summary>
    /// <exception cref="InputException">
    /// It is not there or cannot be read, is in a format that is not read, is damaged, or asks for code to be run.
    /// </exception>
    public static IWeightFile Open(string path)
    {
        var start = Start(path);
        if (start.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            return PyTorchFile.Open(path);
        }

        if (start.Length > TarMagicAt + 5 && start.AsSpan(TarMagicAt, 5).SequenceEqual("ustar"u8))
        {
            throw Legacy(path, "is a PyTorch file of the tar format, or another archive, which is not read");
        }

        // PROTO and a protocol: a bare pickle, as PyTorch wrote before 1.6.
        return start.Length >= 2 && start[0] == 0x80 && start[1] <= 5
            ? throw Legacy(path, "is a bare pickle, PyTorch's format before 1.6, which is not read")
            : SafetensorsFile.Open(path);
    }

    /// <summary>The free text in a file's header; empty where its format has none.</summary>
    /// <exception cref="InputException">As for <see cref="Open"/>.</exception>
    public static IReadOnlyDictionary<string, string> MetadataOf(string path)
    {
        using var file = Open(path);
        return file is SafetensorsFile safetensors ? safetensors.Metadata : new Dictionary<string, string>(StringComparer.Ordinal);
    }

    private static InputException Legacy(string path, string problem) => new(
        path, problem,
        "Where you trust it, load it in PyTorch with weights_only=True and save it again, or convert it with safetensors.torch.save_file.");

    private static byte[] Start(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var start = new byte[512];
            return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, "cannot be read", "Check the path and its permissions.", e);
        }
    }
}
