using MedMim.Datasets.Sampling;
using MedMim.Datasets.Store;
using MedMim.Pretraining.Masking;
using MedMim.Pretraining.Previews;

namespace MedMim.Pretraining.Tests.Previews;

public sealed class MaskPreviewTests
{
    private static readonly Patch Crop = Patches.Of(
        new(8, 16, 24), (_, y, x) => y < 4 ? TissueClass.Air : x < 8 ? TissueClass.Boundary : TissueClass.Tissue) with
    {
        Label = [.. Enumerable.Range(0, 8 * 16 * 24).Select(i => (byte)(i % 24 > 16 ? 3 : 0))],
    };

    [Fact]
    public void Every_strategy_is_drawn_and_counted()
    {
        var preview = new MaskPreview(new() { MaskRatio = 0.5 }, new(4, 4, 4), 1);
        foreach (var name in MaskingOptions.Strategies)
        {
            var drawn = preview.Of(name, [Crop, Crop]);
            Assert.Equal((name, 2), (drawn.Name, drawn.Masks.Count));
            Assert.InRange(drawn.Coverage.ShareOfBody, 0.3, 0.7);
            Assert.Equal(drawn.Masks[0], preview.Of(name, [Crop]).Masks[0]);
        }

        Assert.True(preview.Of("labels", [Crop]).Coverage.ShareOfLabels > preview.Of("uniform", [Crop]).Coverage.ShareOfLabels + 0.1);
    }

    [Fact]
    public void The_stand_in_for_a_teacher_finds_bright_blocks_hard()
    {
        var bright = Crop with { Image = [.. Enumerable.Range(0, Crop.Image.Length).Select(i => i % 24 < 8 ? 9f : 0)] };
        var preview = new MaskPreview(new() { MaskRatio = 0.5, HardShare = 0.6 }, new(4, 4, 4), 1);
        var mask = preview.Of("loss-guided", [bright]).Masks[0];
        var (inBright, all) = (0, 0);
        for (var i = 0; i < mask.Length; i++)
        {
            (inBright, all) = (inBright + (i % 24 < 8 ? mask[i] : 0), all + mask[i]);
        }

        Assert.True(inBright > 0.42 * all, $"{inBright} of {all}"); // a third of the crop
    }

    [Fact]
    public void A_sheet_has_a_column_a_strategy_and_a_bar_a_class()
    {
        var preview = new MaskPreview(new() { MaskRatio = 0.5 }, new(4, 4, 4), 1);
        var one = PreviewSheet.Of("title", "more", [Crop], [preview.Of("uniform", [Crop])]);
        var two = PreviewSheet.Of("title", "more", [Crop], [preview.Of("uniform", [Crop]), preview.Of("anatomy", [Crop])]);
        Assert.Equal(226, two.Width - one.Width);
        Assert.Equal(one.Height, two.Height);

        // The bar is as long as the share says; nothing else is as yellow, and as wide.
        var colour = PreviewColours.Of(TissueClass.Boundary);
        var share = preview.Of("uniform", [Crop]).Coverage.ShareOf(TissueClass.Boundary);
        var rows = Enumerable.Range(0, one.Height).Select(y => Enumerable.Range(468, 216).Count(x => one[y, x] == colour)).Max();
        Assert.Equal((int)Math.Round(share * 174), rows);
    }

    [Fact]
    public void What_is_not_there_has_no_share()
    {
        var statistics = new MaskStatistics();
        statistics.Add(Patches.Of(new(4, 4, 4), TissueClass.Tissue), new byte[64]);
        var rows = CoverageRow.All(withLabels: true).ToDictionary(r => r.Name, r => r.Share(statistics));
        Assert.Equal(0, rows["tissue"]);
        Assert.All(["air", "support", "boundary", "labels"], n => Assert.Null(rows[n]));
    }
}
