using CsCheck;
using MedMim.Datasets.Store;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using MedMim.Pretraining.Masking;

namespace MedMim.Pretraining.Tests.Masking;

/// <summary>Cubes of several sizes, and labels as a prior.</summary>
public sealed class PriorMaskingTests
{
    private static readonly GridSize Unit = new(2, 2, 2);
    private static readonly GridSize Size = new(16, 16, 16);

    private static RandomStream Stream(int sample) => new(new(4, "prior", Sample: sample));

    [Fact]
    public void Cubes_of_every_size_are_hidden_whole()
    {
        // At a small ratio cubes hardly ever meet: then pieces that hang together are cubes, and each size hides about as much.
        var patch = Patches.Of(Size, TissueClass.Tissue);
        var sizes = new SortedDictionary<int, int>();
        for (var i = 0; i < 400; i++)
        {
            var mask = new MultiScaleBlockMasking(8 / 512.0, Unit, [1, 2]).Draw(patch, Stream(i));
            Assert.Equal(8, mask.Count);
            var isCube = IsCube(mask);
            sizes[isCube ? 2 : 1] = sizes.GetValueOrDefault(isCube ? 2 : 1) + 1;
        }

        // The first draw decides: with probability 1/9 a cube of 8 units, that is all. Cubes at the border are cut off, and 2
        // of 4 standard deviations of 400 draws either way.
        Assert.InRange(sizes[2], 10, 70);
    }

    [Fact]
    public void The_ratio_is_met_exactly_whatever_the_sizes_and_the_padding() =>
        Gen.Select(Gen.Double[0.02, 0.98], Gen.Int[1, 5].Array[1, 4], Gen.Int[0, 12], Gen.Int[0, 9999]).Sample(
            (ratio, scales, padding, sample) =>
            {
                var patch = Patches.Of(Size, (_, _, _) => TissueClass.Tissue, (_, y, _) => y >= padding);
                var there = 64 * (8 - (padding / 2));
                var mask = new MultiScaleBlockMasking(ratio, Unit, scales).Draw(patch, Stream(sample));
                Assert.Equal(Math.Max(1, (int)Math.Round(ratio * there, MidpointRounding.AwayFromZero)), mask.Count);
                Assert.All(Enumerable.Range(0, 512).Where(b => mask.Masked[b]), b => Assert.True((b / 8 % 8) >= padding / 2));
            },
            iter: 100);

    [Fact]
    public void Weights_order_what_is_hidden()
    {
        // Four quarters along x: label 1 (weight 8), label 2 (weight 3), unlabelled tissue (1), ignored voxels (as tissue: 1).
        var patch = Patches.Of(Size, TissueClass.Tissue) with
        {
            Label = [.. Enumerable.Range(0, (int)Size.Count).Select(i => (i % 16 / 4) switch { 0 => (byte)1, 1 => (byte)2, 2 => (byte)0, _ => (byte)255 })],
        };
        var strategy = new LabelPriorMasking(
            0.5, Unit, new(), new() { Default = 3, ByValue = new Dictionary<int, double> { [1] = 8 } });
        var hidden = new int[4];
        for (var i = 0; i < 100; i++)
        {
            var mask = strategy.Draw(patch, Stream(i));
            Assert.Equal(256, mask.Count);
            for (var b = 0; b < 512; b++)
            {
                hidden[b % 8 / 2] += mask.Masked[b] ? 1 : 0;
            }
        }

        Assert.True(hidden[0] > 1.2 * hidden[1] && hidden[1] > 1.2 * hidden[2], string.Join(' ', hidden));
        Assert.InRange(hidden[3] / (double)hidden[2], 0.9, 1.1);
    }

    [Fact]
    public void A_label_that_weighs_nothing_is_never_hidden_while_there_is_anything_else()
    {
        var patch = Patches.Of(Size, TissueClass.Tissue) with { Label = [.. Enumerable.Range(0, (int)Size.Count).Select(i => (byte)(i % 16 < 4 ? 1 : 0))] };
        var mask = new LabelPriorMasking(0.7, Unit, new(), new() { ByValue = new Dictionary<int, double> { [1] = 0 } }).Draw(patch, Stream(0));
        Assert.All(Enumerable.Range(0, 512).Where(b => b % 8 < 2), b => Assert.False(mask.Masked[b]));
    }

    [Fact]
    public void Without_a_label_the_tissue_decides()
    {
        var patch = Patches.Of(Size, (z, y, _) => y < 5 ? TissueClass.Air : z == 3 ? TissueClass.Boundary : TissueClass.Tissue);
        Assert.Equal(
            new AnatomyAdaptedMasking(0.5, Unit, new()).Draw(patch, Stream(1)).Masked,
            new LabelPriorMasking(0.5, Unit, new(), new()).Draw(patch, Stream(1)).Masked);
    }

    [Fact]
    public void Statistics_count_labelled_voxels_that_are_there_and_say_who_had_a_label()
    {
        var labelled = Patches.Of(new(1, 1, 4), (_, _, _) => TissueClass.Tissue, (_, _, x) => x > 0) with { Label = [1, 1, 0, 2] };
        var statistics = new MaskStatistics();
        statistics.Add(labelled, [1, 1, 1, 0]);
        statistics.Add(labelled with { Label = null }, [1, 1, 1, 1]);
        Assert.Equal((0.5, 0.5), (statistics.ShareOfLabels, statistics.WithLabel));
        Assert.DoesNotContain("with_label", statistics.Figures().Select(f => f.Key));
        Assert.Equal(0.5, statistics.Figures(withLabels: true).Single(f => f.Key == "masked_labels").Value);
    }

    private static bool IsCube(BlockMask mask)
    {
        var places = Enumerable.Range(0, mask.Masked.Length).Where(b => mask.Masked[b]).Select(b => (Z: b / 64, Y: b / 8 % 8, X: b % 8)).ToArray();
        return places.Max(p => p.Z) - places.Min(p => p.Z) == 1
            && places.Max(p => p.Y) - places.Min(p => p.Y) == 1 && places.Max(p => p.X) - places.Min(p => p.X) == 1;
    }
}
