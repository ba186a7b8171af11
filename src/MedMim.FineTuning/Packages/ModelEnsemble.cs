using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;

namespace MedMim.FineTuning.Packages;

/// <summary>
/// Models whose probabilities are averaged, such as those of a cross-validation's folds; or a single one. All are in memory at once:
/// a model takes some hundred MB, while one after the other would need the probabilities of a whole scan to be kept.
/// </summary>
public sealed class ModelEnsemble
{
    private ModelEnsemble(IReadOnlyList<ModelPackage> models) => Models = models;

    /// <summary>The models, in the order in which they were named.</summary>
    public IReadOnlyList<ModelPackage> Models { get; }

    /// <summary>What holds for all: labels, patch, preparation.</summary>
    public ModelManifest Manifest => Models[0].Manifest;

    /// <summary>The model's identity, or a digest of those of all.</summary>
    public string Identity => Models.Count == 1
        ? Manifest.Identity
        : ContentDigest.OfText(string.Join('\n', Models.Select(m => m.Manifest.Identity).Order(StringComparer.Ordinal)));

    /// <summary>Opens a model's folder, several (<c>A,B,C</c>), or a folder of models (<c>fold-0</c>, <c>fold-1</c> and so on).</summary>
    /// <param name="text">What a person wrote.</param>
    /// <exception cref="InputException">One cannot be used (<see cref="ModelPackage.Open"/>), or they do not belong together.</exception>
    public static ModelEnsemble Open(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Directory.Exists(text) || !text.Contains(',', StringComparison.Ordinal))
        {
            return Of(FoldersIn(text));
        }

        return Of(text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    /// <summary>Opens models and checks that they belong together: the same labels, window and preparation.</summary>
    /// <exception cref="InputException">As for <see cref="Open"/>.</exception>
    public static ModelEnsemble Of(IReadOnlyList<string> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        ModelPackage[] models = [.. folders.Select(f => ModelPackage.Open(Path.GetFullPath(f)))];
        foreach (var other in models.Skip(1))
        {
            RequireAlike(models[0], other);
        }

        return new(models);
    }

    private static string[] FoldersIn(string folder)
    {
        if (!Directory.Exists(folder) || ModelPackage.Exists(folder))
        {
            return [folder];
        }

        string[] models = [.. Directory.GetDirectories(folder).Where(ModelPackage.Exists).Order(StringComparer.Ordinal)];
        return models.Length > 0 ? models : [folder];
    }

    private static void RequireAlike(ModelPackage first, ModelPackage other)
    {
        var (a, b) = (first.Manifest, other.Manifest);
        var difference =
            !a.Options.Labels.Select(l => (l.Value, l.Name)).SequenceEqual(b.Options.Labels.Select(l => (l.Value, l.Name))) ? "other labels"
            : a.Options.PatchSize != b.Options.PatchSize ? $"a window of {b.Options.PatchSize} voxels instead of {a.Options.PatchSize}"
            : a.Preparation.Digest != b.Preparation.Digest ? "another preparation of the scans"
            : null;
        if (difference is not null)
        {
            throw new InputException(
                other.Folder, $"does not belong with {first.Folder}: it has {difference}",
                "Name models of one study, such as the folds of one cross-validation.");
        }
    }
}
