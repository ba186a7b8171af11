using MedMim.Foundation.Failures;
using static TorchSharp.torch;

namespace MedMim.Models.Weights;

/// <summary>
/// Writes weights as the public PyTorch modules take them, strictly: <c>ResidualEncoderUNet</c>, which knows many tensors by
/// several names, and <c>Primus</c>. What a module has no place for, such as a masked autoencoder's decoder, is left out.
/// </summary>
public static class PublicExport
{
    private static readonly string[] ResidualParts = ["encoder.", "decoder."];
    private static readonly string[] PrimusParts = ["down_projection.", "up_projection.", "eva.", "mask_token"];

    /// <summary>Exports a file.</summary>
    /// <param name="input">A file of MedMim's weights.</param>
    /// <param name="output">The safetensors file to write; float32, as PyTorch's loader takes it.</param>
    /// <returns>The public module, the names written, and the input's tensors left out, sorted.</returns>
    /// <exception cref="InputException">The file cannot be read, or is of neither module.</exception>
    public static PublicExportResult Run(string input, string output)
    {
        Native.TorchRuntime.Initialize();
        using var scope = NewDisposeScope();
        using var file = WeightFile.Open(input);
        // A file from a public module has many tensors several times; all are one.
        var names = file.Tensors.GroupBy(t => PublicNames.Canonical(t.Name), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First().Name, StringComparer.Ordinal);
        bool Has(string prefix) => names.Keys.Any(n => n.StartsWith(prefix, StringComparison.Ordinal));
        var (module, parts) = Has("encoder.stem.") ? ("ResidualEncoderUNet", ResidualParts)
            : Has("eva.blocks.") ? ("Primus", PrimusParts)
            : throw new InputException(
                input, "holds the weights of neither a residual U-Net nor a Primus", "Give a file that MedMim wrote, such as encoder.safetensors.");
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var left = new List<string>();
        foreach (var (name, source) in names)
        {
            if (!parts.Any(p => name.StartsWith(p, StringComparison.Ordinal)))
            {
                left.Add(name);
                continue;
            }

            var value = file.Read(source).to(ScalarType.Float32);
            foreach (var alias in parts == ResidualParts ? PublicNames.Aliases(name) : [name])
            {
                tensors.Add(alias, value);
            }
        }

        SafetensorsWriter.Write(output, tensors, new Dictionary<string, string>(StringComparer.Ordinal) { ["format"] = "pt" });
        return new(module, [.. tensors.Keys.Order(StringComparer.Ordinal)], [.. left.Order(StringComparer.Ordinal)]);
    }
}
