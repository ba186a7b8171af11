using MedMim.FineTuning.Packages;
using MedMim.Foundation.Failures;

namespace MedMim.FineTuning.Detection;

/// <summary>Detectors whose boxes are clustered; or a single one.</summary>
public sealed class DetectorEnsemble : TrainedEnsemble<DetectorPackage>
{
    /// <param name="models">The detectors; at least one.</param>
    /// <exception cref="InputException">They do not belong together.</exception>
    public DetectorEnsemble(IReadOnlyList<DetectorPackage> models) : base(models)
    {
    }

    /// <summary>What holds for all: labels, patch, preparation. Anchors are each detector's own.</summary>
    public DetectorManifest Manifest => Models[0].Manifest;

    /// <summary>Opens detectors and checks that they belong together: the same labels, window and preparation.</summary>
    /// <exception cref="InputException">One cannot be used (<see cref="DetectorPackage.Open"/>), or they do not belong together.</exception>
    public static DetectorEnsemble Of(IReadOnlyList<string> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        return new([.. folders.Select(f => DetectorPackage.Open(Path.GetFullPath(f)))]);
    }
}
