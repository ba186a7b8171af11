namespace MedMim.FineTuning.Packages;

/// <summary>What a model is for; the name of its manifest tells.</summary>
public sealed record PackageKind
{
    private PackageKind(string name, string manifestName) => (Name, ManifestName) = (name, manifestName);

    /// <summary>Labels voxels.</summary>
    public static PackageKind Segmenter { get; } = new("segmenter", "model.json");

    /// <summary>Finds boxes.</summary>
    public static PackageKind Detector { get; } = new("detector", "detector.json");

    /// <summary>Its name in messages.</summary>
    public string Name { get; }

    /// <summary>The file that makes a folder a model of this kind; it is written last.</summary>
    public string ManifestName { get; }

    /// <summary>The kind of a model's folder; null where it holds none.</summary>
    public static PackageKind? Of(string folder) => Segmenter.IsIn(folder) ? Segmenter : Detector.IsIn(folder) ? Detector : null;

    /// <summary>Whether a folder holds a model of this kind.</summary>
    public bool IsIn(string folder) => File.Exists(Path.Combine(folder, ManifestName));
}
