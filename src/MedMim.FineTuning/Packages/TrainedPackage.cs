namespace MedMim.FineTuning.Packages;

/// <summary>A model on disk: a folder of a manifest, <c>model.safetensors</c>, <c>load-report.json</c>, <c>MODEL_CARD.md</c> and logs.</summary>
/// <param name="folder">The folder.</param>
public abstract class TrainedPackage(string folder)
{
    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>What its manifest says.</summary>
    public abstract PackageManifest Manifest { get; }

    /// <summary>The weights.</summary>
    public string WeightsPath => Path.Combine(folder, PackageFile.WeightsName);
}
