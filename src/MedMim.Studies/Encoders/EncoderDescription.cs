using System.Diagnostics.CodeAnalysis;
using MedMim.Datasets.Splits;
using MedMim.FineTuning.Packages;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Imaging.Volumes;
using MedMim.Models.Weights;
using MedMim.Pretraining;

namespace MedMim.Studies.Encoders;

/// <summary>Which network a file of weights is of, as far as what lies beside it says so.</summary>
/// <param name="Preset">The network; null where nothing says it.</param>
/// <param name="PatchSize">Voxels of a window, [z, y, x]; null where nothing says it.</param>
/// <param name="Seen">The scans that it was pretrained on; null where nothing says them.</param>
internal sealed record EncoderDescription(string? Preset, GridSize? PatchSize, SeenScans? Seen)
{
    private const string ModelWeights = "model.safetensors";

    /// <summary>Reads <c>pretrain.json</c> or <c>model.json</c> beside a file, else the file's own header.</summary>
    /// <exception cref="InputException">The file cannot be read, or is not the one that the manifest beside it names.</exception>
    public static EncoderDescription Of(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (Path.GetFileName(file) == PretrainManifest.EncoderName && PretrainManifest.Read(folder) is { } pretrained)
        {
            return ContentDigest.OfFile(file) == pretrained.EncoderDigest
                ? new(pretrained.Options.Encoder, pretrained.Options.PatchSize, new(pretrained.Cases, pretrained.Patients, pretrained.VoxelDigests))
                : throw new InputException(
                    file, $"is not the file that {PretrainManifest.FileName} beside it names: its digest differs", "Copy the folder again.");
        }

        if (Path.GetFileName(file) == ModelWeights && ModelPackage.Exists(folder))
        {
            var model = ModelPackage.Open(folder).Manifest.Options;
            return new(model.Encoder, model.PatchSize, null);
        }

        return new(WeightFile.MetadataOf(file).GetValueOrDefault("medmim.encoder"), null, null);
    }

    /// <summary>The architecture that all files share.</summary>
    /// <param name="files">The files with what is known of them.</param>
    /// <param name="preset">The network, where the caller says it.</param>
    /// <param name="patch">Voxels of a window, where the caller says it: it stands above what files say.</param>
    /// <exception cref="InputException">Files are of different architectures, or nothing says which they are of.</exception>
    public static (string Preset, GridSize PatchSize) Shared(
        IReadOnlyList<(string File, EncoderDescription Description)> files, string? preset, GridSize? patch)
    {
        foreach (var (file, description) in files)
        {
            preset ??= description.Preset;
            patch ??= description.PatchSize;
            if (description.Preset is { } own && own != preset)
            {
                throw new InputException(file, $"is a {own}, not a {preset}", "Compare encoders of one architecture; probe others in a run of their own.");
            }
        }

        Require(preset, "--preset", files[0].File, "which network it is of", "Give the network's name");
        Require(patch, "--patch-size", files[0].File, "how large its windows are", "Give the voxels of a window, Z,Y,X");
        return (preset, patch.Value);
    }

    private static void Require<T>([NotNull] T? value, string option, string file, string what, string remedy)
    {
        if (value is null)
        {
            throw new InputException(file, $"has nothing beside it that says {what}", $"{remedy}: {option}.");
        }
    }
}
