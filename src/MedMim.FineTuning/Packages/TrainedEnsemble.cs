using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;

namespace MedMim.FineTuning.Packages;

/// <summary>
/// Models whose answers are put together, such as those of a cross-validation's folds; or a single one. All are in memory at once:
/// a model takes some hundred MB, while one after the other would need the probabilities of a whole scan to be kept.
/// </summary>
/// <typeparam name="TPackage">What kind of models.</typeparam>
public abstract class TrainedEnsemble<TPackage> where TPackage : TrainedPackage
{
    private protected TrainedEnsemble(IReadOnlyList<TPackage> models)
    {
        ArgumentOutOfRangeException.ThrowIfZero(models.Count, nameof(models));
        foreach (var other in models.Skip(1))
        {
            RequireAlike(models[0], other);
        }

        Models = models;
    }

    /// <summary>The models, in the order in which they were named.</summary>
    public IReadOnlyList<TPackage> Models { get; }

    /// <summary>The model's identity, or a digest of those of all.</summary>
    public string Identity => Models.Count == 1
        ? Models[0].Manifest.Identity
        : ContentDigest.OfText(string.Join('\n', Models.Select(m => m.Manifest.Identity).Order(StringComparer.Ordinal)));

    private static void RequireAlike(TPackage first, TPackage other)
    {
        var (a, b) = (first.Manifest, other.Manifest);
        var difference =
            !a.Labels.Select(l => (l.Value, l.Name)).SequenceEqual(b.Labels.Select(l => (l.Value, l.Name))) ? "other labels"
            : !a.Channels.Select(c => c.Text).SequenceEqual(b.Channels.Select(c => c.Text), StringComparer.Ordinal) ? "other channels"
            : a.PatchSize != b.PatchSize ? $"a window of {b.PatchSize} voxels instead of {a.PatchSize}"
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
