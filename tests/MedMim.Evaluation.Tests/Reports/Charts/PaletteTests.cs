using MedMim.Evaluation.Reports.Charts;

namespace MedMim.Evaluation.Tests.Reports.Charts;

public sealed class PaletteTests
{
    [Theory]
    [InlineData(0, 0, 0, 21)]
    [InlineData(255, 255, 255, 1)]
    [InlineData(119, 119, 119, 4.48)]
    public void Contrast_is_that_of_the_guidelines(int r, int g, int b, double contrast) =>
        Assert.Equal(contrast, Palette.ContrastOnWhite([r, g, b]), 2);

    [Theory]
    [InlineData("#0072b2")]
    [InlineData("#d55e00")]
    [InlineData("#7a8288")]
    [InlineData("#cc79a7")]
    [InlineData("#009e73")]
    [InlineData("#e69f00")]
    [InlineData("#56b4e9")]
    public void Words_in_the_colour_of_an_arm_can_be_read(string colour)
    {
        var words = Palette.ForWords(colour);
        Assert.InRange(Palette.ContrastOnWhite([.. Enumerable.Range(0, 3).Select(i => Convert.ToInt32(words.Substring(1 + (2 * i), 2), 16))]), 4.5, 5.3);
        Assert.Equal(words, Palette.ForWords(words));
    }
}
