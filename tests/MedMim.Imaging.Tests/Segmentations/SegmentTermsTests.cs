using MedMim.Imaging.Segmentations;

namespace MedMim.Imaging.Tests.Segmentations;

public sealed class SegmentTermsTests
{
    [Theory]
    [InlineData("tumour", "49755003", "108369006")]
    [InlineData("GTV_Mass", "49755003", "108369006")]
    [InlineData("liver tumor", "49755003", "108369006")]
    [InlineData("Liver", "123037004", "10200004")]
    [InlineData("left-kidney", "123037004", "64033007")]
    [InlineData("whatever", "85756007", "85756007")]
    [InlineData("", "85756007", "85756007")]
    public void Names_suggest_terms(string label, string category, string type) =>
        Assert.Equal((category, type), (SegmentTerms.Category(label).Value, SegmentTerms.Type(label).Value));
}
