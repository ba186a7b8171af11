using CsCheck;
using MedMim.Datasets.Store;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using MedMim.Pretraining.Masking;

namespace MedMim.Pretraining.Tests.Masking;

public sealed class MaskingStrategyTests
{
    private static readonly GridSize Unit = new(4, 2, 4);
    private static readonly GridSize Size = new(16, 8, 24);

    private static RandomStream Stream(long sample) => new(new(3, "test", Sample: sample));

    [Fact]
    public void Every_strategy_masks_exactly_the_ratio_of_a_patch_full_of_tissue() =>
        Gen.Select(Gen.Double[0.05, 0.95], Gen.Int[0, 1000]).Sample(
            (ratio, sample) =>
            {
                var patch = Patches.Of(Size, TissueClass.Tissue);
                var expected = Math.Max(1, (int)Math.Round(ratio * 4 * 4 * 6, MidpointRounding.AwayFromZero));
                foreach (var name in MaskingOptions.Strategies)
                {
                    var strategy = new MaskingOptions { Strategy = name, MaskRatio = ratio }.Create(Unit);
                    var mask = strategy.Draw(patch, Stream(sample));
                    Assert.Equal(name, strategy.Name);
                    Assert.Equal(new GridSize(4, 4, 6), mask.Blocks);
                    Assert.Equal(expected, mask.Count);
                    Assert.Equal(expected * Unit.Count, mask.ToVoxels().Sum(v => (long)v));
                }
            },
            iter: 50);

    [Fact]
    public void Something_is_always_hidden_and_something_always_seen()
    {
        var nothing = new TissueWeights { Air = 0, Support = 0, Tissue = 0, Boundary = 0 };
        foreach (var name in MaskingOptions.Strategies)
        {
            // All but two blocks are padding; a ratio that rounds to both of them, and weights that weigh nothing.
            var patch = Patches.Of(Size, (_, _, _) => TissueClass.Tissue, (z, y, x) => z < Unit.Z && y < Unit.Y && x < 2 * Unit.X);
            var masks = new[]
            {
                new MaskingOptions { Strategy = name, MaskRatio = 0.9 }, new MaskingOptions { Strategy = name, MaskRatio = 0.5, Weights = nothing },
            };
            Assert.All(masks, m => Assert.Equal(1, m.Create(Unit).Draw(patch, Stream(1)).Count));
        }
    }

    [Fact]
    public void The_same_stream_gives_the_same_mask_and_another_gives_another()
    {
        var patch = Patches.Of(Size, TissueClass.Tissue);
        foreach (var name in MaskingOptions.Strategies)
        {
            var strategy = new MaskingOptions { Strategy = name }.Create(Unit);
            Assert.Equal(strategy.Draw(patch, Stream(1)).Masked, strategy.Draw(patch, Stream(1)).Masked);
            Assert.NotEqual(strategy.Draw(patch, Stream(1)).Masked, strategy.Draw(patch, Stream(2)).Masked);
        }
    }

    [Fact]
    public void Voxels_follow_their_blocks_in_axis_order()
    {
        var masked = new bool[2 * 3 * 4];
        masked[(1 * 12) + (2 * 4) + 3] = true; // block [1, 2, 3]
        var mask = new BlockMask(new(2, 3, 4), new(2, 1, 3), masked);
        var size = new GridSize(4, 3, 12);
        var voxels = mask.ToVoxels();
        for (var i = 0; i < voxels.Length; i++)
        {
            var (z, y, x) = (i / (3 * 12), i / 12 % 3, i % 12);
            Assert.Equal(z >= 2 && y == 2 && x >= 9 ? 1 : 0, voxels[size.Offset(z, y, x)]);
        }
    }

    [Fact]
    public void Padding_is_never_masked()
    {
        var patch = Patches.Of(Size, (_, _, _) => TissueClass.Tissue, present: (_, _, x) => x >= 8);
        foreach (var name in MaskingOptions.Strategies)
        {
            var mask = new MaskingOptions { Strategy = name, MaskRatio = 0.75 }.Create(Unit).Draw(patch, Stream(0));
            Assert.Equal(48, mask.Count); // three quarters of the 64 blocks that are there
            Assert.All(
                Enumerable.Range(0, mask.Masked.Length).Where(b => mask.Masked[b]), b => Assert.True(b % 6 >= 2));
        }
    }

    [Fact]
    public void Uniform_masking_hides_every_block_equally_often()
    {
        const int draws = 4000;
        var patch = Patches.Of(new(8, 4, 8), (_, _, x) => x < 4 ? TissueClass.Air : TissueClass.Boundary);
        var strategy = new UniformBlockMasking(0.5, Unit);
        var counts = new int[8];
        for (var i = 0; i < draws; i++)
        {
            var mask = strategy.Draw(patch, Stream(i));
            for (var b = 0; b < counts.Length; b++)
            {
                counts[b] += mask.Masked[b] ? 1 : 0;
            }
        }

        // Binomial with p = ½: four standard deviations, over 8 blocks, fail once in 2000 seeds; the seed is fixed.
        Assert.All(counts, c => Assert.InRange(c, (draws / 2) - (4 * Math.Sqrt(draws) / 2), (draws / 2) + (4 * Math.Sqrt(draws) / 2)));
    }

    [Fact]
    public void Anatomy_draws_the_first_block_in_proportion_to_its_weight()
    {
        // Four blocks along x: air 0, support 1, tissue 2, boundary 5. One is masked: round(0.5 × 2 body blocks).
        const int draws = 8000;
        var patch = Patches.Of(new(4, 2, 16), (_, _, x) => (TissueClass)(x / 4));
        var strategy = new AnatomyAdaptedMasking(0.5, Unit, new() { Air = 0, Support = 1, Tissue = 2, Boundary = 5 });
        var counts = new int[4];
        for (var i = 0; i < draws; i++)
        {
            counts[Array.IndexOf(strategy.Draw(patch, Stream(i)).Masked, true)]++;
        }

        double[] expected = [0, draws / 8.0, draws * 2 / 8.0, draws * 5 / 8.0];
        var chiSquared = Enumerable.Range(1, 3).Sum(i => Math.Pow(counts[i] - expected[i], 2) / expected[i]);
        Assert.Equal(0, counts[0]);
        Assert.InRange(chiSquared, 0, 13.8); // 0.1 % point of χ² with 2 degrees of freedom
    }

    [Fact]
    public void Anatomy_hides_the_ratio_of_the_body_and_hardly_any_air()
    {
        var patch = Patches.Of(new(32, 32, 32), (z, y, x) =>
            Math.Sqrt(((z - 15.5) * (z - 15.5)) + ((y - 15.5) * (y - 15.5)) + ((x - 15.5) * (x - 15.5))) switch
            {
                < 9 => TissueClass.Tissue,
                < 11 => TissueClass.Boundary,
                _ => y > 28 ? TissueClass.Support : TissueClass.Air,
            });
        var (anatomy, uniform) = (new MaskStatistics(), new MaskStatistics());
        var unit = new GridSize(4, 4, 4);
        for (var i = 0; i < 200; i++)
        {
            anatomy.Add(patch, new AnatomyAdaptedMasking(0.6, unit, new()).Draw(patch, Stream(i)).ToVoxels());
            uniform.Add(patch, new UniformBlockMasking(0.6, unit).Draw(patch, Stream(i)).ToVoxels());
        }

        Assert.InRange(uniform.ShareOf(TissueClass.Air), 0.58, 0.62);
        Assert.InRange(uniform.ShareOf(TissueClass.Tissue), 0.55, 0.65);
        Assert.InRange(anatomy.ShareOfBody, 0.595, 0.605);
        Assert.True(anatomy.ShareOf(TissueClass.Boundary) > 0.5, $"boundary {anatomy.ShareOf(TissueClass.Boundary):P1}");
        Assert.True(anatomy.ShareOf(TissueClass.Air) < 0.15, $"air {anatomy.ShareOf(TissueClass.Air):P1}");
        Assert.True(anatomy.ShareOf(TissueClass.Support) < 0.02, $"support {anatomy.ShareOf(TissueClass.Support):P1}");
    }

    [Fact]
    public void A_patch_of_air_alone_is_masked_uniformly()
    {
        var mask = new AnatomyAdaptedMasking(0.5, Unit, new()).Draw(Patches.Of(Size, TissueClass.Air), Stream(0));
        Assert.Equal(48, mask.Count);
    }

    [Fact]
    public void A_patch_that_the_unit_does_not_divide_is_refused() => Assert.Throws<ArgumentException>(
        () => new UniformBlockMasking(0.5, new(5, 2, 4)).Draw(Patches.Of(Size, TissueClass.Tissue), Stream(0)));
}
