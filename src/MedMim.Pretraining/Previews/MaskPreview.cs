using MedMim.Datasets.Sampling;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using MedMim.Pretraining.Masking;

namespace MedMim.Pretraining.Previews;

/// <summary>
/// Draws the masks of strategies over real crops, without a network. In place of a teacher's losses stand those of one that
/// answers with the scan's mean everywhere, as an untrained network does: each hidden block's mean square.
/// </summary>
/// <param name="options">How the strategies are set.</param>
/// <param name="unit">The mask unit in voxels, [z, y, x]; divides every crop.</param>
/// <param name="seed">Draws the masks.</param>
public sealed class MaskPreview(MaskingOptions options, GridSize unit, ulong seed)
{
    private const string Purpose = "preview";

    /// <summary>Draws of each crop that the coverage is counted over.</summary>
    public const int Draws = 16;

    /// <summary>Draws a strategy's masks: a curriculum half-way, a loss-guided strategy at its end.</summary>
    /// <param name="name">One of <see cref="MaskingOptions.Strategies"/>.</param>
    /// <param name="crops">The crops.</param>
    public StrategyPreview Of(string name, IReadOnlyList<Patch> crops)
    {
        ArgumentNullException.ThrowIfNull(crops);
        var strategy = (options with { Strategy = name }).Create(unit);
        var (masks, coverage) = (new List<byte[]>(), new MaskStatistics());
        for (var i = 0; i < crops.Count; i++)
        {
            for (var draw = 0; draw < Draws; draw++)
            {
                var mask = Mask(strategy, crops[i], i, draw).ToVoxels();
                coverage.Add(crops[i], mask);
                if (draw == 0)
                {
                    masks.Add(mask);
                }
            }
        }

        var note = strategy switch
        {
            CurriculumMasking => "half-way",
            LossGuidedMasking => "fresh teacher",
            LabelPriorMasking when crops.All(c => c.Label is null) => "no labels here",
            _ => string.Empty,
        };
        return new(name, note, masks, coverage);
    }

    private BlockMask Mask(IMaskingStrategy strategy, Patch crop, int sample, int draw)
    {
        var random = new RandomStream(new(seed, Purpose, 0, draw, sample));
        if (strategy is not IGuidedMaskingStrategy guided)
        {
            return strategy.Draw(crop, random);
        }

        var seen = new UniformBlockMasking(options.MaskRatio, unit).Draw(crop, new(new(seed, $"{Purpose}.teacher", 0, draw, sample)));
        var blocks = new PatchBlocks(crop, unit);
        var squares = blocks.Means(crop, at => (double)crop.Image[at] * crop.Image[at]);
        float[] losses = [.. squares.Select((s, b) => seen.Masked[b] && blocks.Present(b) > 0 ? (float)(s * blocks.VoxelsPerBlock / blocks.Present(b)) : 0)];
        return guided.Draw(crop, new(guided is CurriculumMasking ? new(1, 3) : TrainingMoment.Last, losses), random);
    }
}
