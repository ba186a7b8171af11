using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Baselines;

/// <summary>
/// The best that thresholding can do, to compare a model with: one window of intensity and one range of component sizes,
/// both chosen for the best Dice on the training cases.
/// </summary>
/// <param name="Low">Voxels from this value on are taken.</param>
/// <param name="High">Voxels below this value are taken.</param>
/// <param name="Sizes">Which 26-connected components of them are kept.</param>
/// <param name="TrainingDice">Mean Dice over the training cases that have a target.</param>
public sealed record ThresholdBaseline(float Low, float High, ComponentSizes Sizes, double TrainingDice)
{
    // The clean-up may favour another window than the raw mask does, so several are tried.
    private const int Candidates = 6;

    /// <summary>Chooses window and sizes. Reads every training case about eight times.</summary>
    /// <param name="training">The training cases; at least one must have a target.</param>
    /// <param name="cancellation">Stops between cases.</param>
    /// <exception cref="ArgumentException">No training case has a target.</exception>
    public static ThresholdBaseline Fit(IReadOnlyList<BaselineCase> training, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        var withTarget = training.Where(c => c.Label().Span.IndexOfAnyExcept((byte)0) >= 0).ToList();
        if (withTarget.Count == 0)
        {
            throw new ArgumentException("No training case has a target to fit a threshold on.", nameof(training));
        }

        var search = WindowSearch.Over(withTarget, cancellation);
        ThresholdBaseline? best = null;
        foreach (var (low, high) in search.Best(Candidates))
        {
            var (sizes, dice) = SizeSearch.Over(withTarget, low, high, cancellation);
            if (best is null || dice > best.TrainingDice)
            {
                best = new(low, high, sizes, dice);
            }
        }

        return best!;
    }

    /// <summary>The mask of a case: 1 where the baseline sees a target.</summary>
    public Volume<byte> Predict(BaselineCase scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        var (labels, counts) = Components(scan, Low, High);
        var largest = counts.Max();
        var mask = new byte[labels.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            var keep = labels[i] != 0
                && Sizes.Keeps(counts[labels[i]] * scan.Geometry.VoxelVolume, counts[labels[i]] == largest);
            mask[i] = keep ? (byte)1 : (byte)0;
        }

        return new(scan.Geometry, mask);
    }

    /// <summary>Components of the voxels in a window: numbers per voxel, and voxels per number (index 0: 0).</summary>
    internal static (int[] Labels, int[] Counts) Components(BaselineCase scan, float low, float high)
    {
        var image = scan.Image().Span;
        var mask = new bool[image.Length];
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = image[i] >= low && image[i] < high;
        }

        return ConnectedComponents.Of(mask, scan.Geometry.Size);
    }
}
