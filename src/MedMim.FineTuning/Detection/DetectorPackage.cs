using MedMim.FineTuning.Packages;
using MedMim.Foundation.Failures;
using MedMim.Models.Native;
using MedMim.Models.Networks.Detection;

namespace MedMim.FineTuning.Detection;

/// <summary>A detector on disk.</summary>
public sealed class DetectorPackage : TrainedPackage
{
    internal DetectorPackage(string folder, DetectorManifest manifest) : base(folder) => Manifest = manifest;

    /// <inheritdoc/>
    public override DetectorManifest Manifest { get; }

    /// <summary>Whether a folder holds a detector.</summary>
    public static bool Exists(string folder) => PackageKind.Detector.IsIn(folder);

    /// <summary>Opens a detector's folder and checks it: version, options, and the weights against their digest.</summary>
    /// <exception cref="InputException">
    /// It is no detector's folder, was made by another version, or its weights are not those that the manifest names.
    /// </exception>
    public static DetectorPackage Open(string folder) => new(folder, PackageFile.Read<DetectorManifest>(folder, PackageKind.Detector));

    /// <summary>Builds the network with its weights, in evaluation mode.</summary>
    /// <exception cref="InputException">The weights do not fit the options.</exception>
    public RetinaUNet CreateNetwork()
    {
        TorchRuntime.Initialize();
        return PackageFile.Fill(Folder, new RetinaUNet(Manifest.Options.Network));
    }
}
