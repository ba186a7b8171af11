using MedMim.Foundation.Failures;
using MedMim.Models.Native;
using MedMim.Models.Networks;

namespace MedMim.FineTuning.Packages;

/// <summary>A segmenter on disk.</summary>
public sealed class ModelPackage : TrainedPackage
{
    internal ModelPackage(string folder, ModelManifest manifest) : base(folder) => Manifest = manifest;

    /// <inheritdoc/>
    public override ModelManifest Manifest { get; }

    /// <summary>Whether a folder holds a segmenter.</summary>
    public static bool Exists(string folder) => PackageKind.Segmenter.IsIn(folder);

    /// <summary>Opens a segmenter's folder and checks it: version, options, and the weights against their digest.</summary>
    /// <exception cref="InputException">
    /// It is no segmenter's folder, was made by another version, or its weights are not those that the manifest names.
    /// </exception>
    public static ModelPackage Open(string folder) => new(folder, PackageFile.Read<ModelManifest>(folder, PackageKind.Segmenter));

    /// <summary>Builds the network with its weights, in evaluation mode, giving the finest output only.</summary>
    /// <exception cref="InputException">The weights do not fit the options.</exception>
    public VolumeNetwork CreateNetwork()
    {
        TorchRuntime.Initialize();
        return PackageFile.Fill(Folder, Manifest.Options.CreateNetwork(deepSupervision: false));
    }
}
