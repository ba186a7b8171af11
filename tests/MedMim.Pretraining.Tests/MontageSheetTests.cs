using MedMim.Datasets.Store;
using MedMim.Imaging.Rendering;
using MedMim.Pretraining.Masking;
using MedMim.Pretraining.Montages;

namespace MedMim.Pretraining.Tests;

public sealed class MontageSheetTests
{
    private static readonly Rgb Hidden = new(38, 70, 108);
    private static readonly Rgb Padding = new(52, 60, 76);

    [Theory]
    [InlineData("uniform")]
    [InlineData("multiscale")]
    [InlineData("anatomy")]
    [InlineData("labels")]
    [InlineData("loss-guided")]
    [InlineData("curriculum")]
    public void Every_strategy_can_be_drawn_without_a_network(string strategy)
    {
        var patch = Patches.Of(new(8, 16, 16), (_, y, _) => y < 4 ? TissueClass.Air : TissueClass.Tissue);
        var mask = new MaskingOptions { Strategy = strategy, MaskRatio = 0.5 }
            .Create(new(4, 4, 4)).Draw(patch, new(new(1, "draw"))).ToVoxels();
        var sheet = MontageSheet.OfMasks([(patch, mask)]);

        // The covered share of the left picture is the mask's share of the middle slice; the right picture shows all.
        var slice = mask.AsSpan(4 * 256, 256);
        Assert.Equal((double)slice.Count((byte)1) / 256, Share(sheet, Hidden, left: true), 1e-9);
        Assert.Equal(0, Share(sheet, Hidden, left: false));
    }

    [Fact]
    public void Padding_is_told_apart_and_masked_blocks_are_framed_around_the_answer()
    {
        var patch = Patches.Of(new(2, 10, 10), (_, _, _) => TissueClass.Tissue, (_, _, x) => x > 0);
        var mask = new byte[200];
        mask.AsSpan(100, 50).Fill(1); // the upper half of the middle slice
        var sheet = MontageSheet.OfAnswers([(patch, mask, new float[200])]);

        var width = (sheet.Width - 24) / 3;
        Assert.Equal(width * width / 10, Count(sheet, 6, width, Padding));
        Assert.Equal((width * width / 2) - (width * width / 20), Count(sheet, 6, width, Hidden));
        Assert.Equal(width, Count(sheet, 12 + width, width, Palette.Frame)); // one line where masked meets visible
        Assert.Equal(0, Count(sheet, 18 + (2 * width), width, Palette.Frame));
    }

    [Fact]
    public void Where_nothing_is_hidden_the_whole_answer_is_shown()
    {
        var patch = Patches.Of(new(2, 10, 10), TissueClass.Tissue);
        var sheet = MontageSheet.OfAnswers([(patch, null, [.. patch.Image.Select(v => -v)])]);

        var width = (sheet.Width - 24) / 3;
        Assert.Equal(0, Count(sheet, 0, sheet.Width, Hidden));
        Assert.Equal(0, Count(sheet, 0, sheet.Width, Palette.Frame));
        Assert.Equal(sheet[sheet.Height / 2, 10], sheet[sheet.Height / 2, 22 + (2 * width)]);
        Assert.NotEqual(sheet[sheet.Height / 2, 10], sheet[sheet.Height / 2, 16 + width]);
    }

    private static double Share(RgbImage sheet, Rgb colour, bool left)
    {
        var width = (sheet.Width - 18) / 2;
        return (double)Count(sheet, left ? 6 : 12 + width, width, colour) / (width * width);
    }

    private static int Count(RgbImage sheet, int from, int width, Rgb colour) =>
        Enumerable.Range(0, sheet.Height).Sum(y => Enumerable.Range(from, width).Count(x => sheet[y, x] == colour));
}
