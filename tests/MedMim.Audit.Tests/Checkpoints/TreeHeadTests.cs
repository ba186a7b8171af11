using MedMim.Audit.Checkpoints;

namespace MedMim.Audit.Tests.Checkpoints;

public sealed class TreeHeadTests
{
    private const string Root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    [Fact]
    public void A_head_is_read_as_it_is_written() => Assert.Equal("36:" + Root, TreeHead.Parse("36:" + Root).ToString());

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("36")]
    [InlineData("36:")]
    [InlineData("36:abc")]
    [InlineData("36:" + Root + Root)]
    [InlineData("36:AAAA")]
    [InlineData("-1:" + Root)]
    [InlineData("3 6:" + Root)]
    [InlineData("99999999999999999999:" + Root)]
    public void What_is_no_head_is_said_in_the_same_words(string text) =>
        Assert.Equal("not SIZE:ROOT with the root in base64", Assert.Throws<FormatException>(() => TreeHead.Parse(text)).Message);
}
