using MedMim.Foundation.Failures;

namespace MedMim.FineTuning.Packages;

/// <summary>Segmenters whose probabilities are averaged; or a single one.</summary>
public sealed class ModelEnsemble : TrainedEnsemble<ModelPackage>
{
    private ModelEnsemble(IReadOnlyList<ModelPackage> models) : base(models)
    {
    }

    /// <summary>What holds for all: labels, patch, preparation.</summary>
    public ModelManifest Manifest => Models[0].Manifest;

    /// <summary>Opens what a person named (<see cref="ModelFolders.Named"/>).</summary>
    /// <param name="text">What a person wrote.</param>
    /// <exception cref="InputException">One cannot be used (<see cref="ModelPackage.Open"/>), or they do not belong together.</exception>
    public static ModelEnsemble Open(string text) => Of(ModelFolders.Named(text));

    /// <summary>Opens models and checks that they belong together: the same labels, channels, window and preparation.</summary>
    /// <exception cref="InputException">As for <see cref="Open"/>.</exception>
    public static ModelEnsemble Of(IReadOnlyList<string> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        return new([.. folders.Select(f => ModelPackage.Open(Path.GetFullPath(f)))]);
    }
}
