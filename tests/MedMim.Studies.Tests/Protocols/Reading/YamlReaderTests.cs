using System.Diagnostics;
using MedMim.Foundation.Failures;
using MedMim.Studies.Protocols;

namespace MedMim.Studies.Tests.Protocols.Reading;

/// <summary>Text that is no protocol at all, by accident or on purpose.</summary>
public class YamlReaderTests
{
    [Theory]
    [InlineData("", "p.yaml:1:1: the file is empty")]
    [InlineData("# only a comment\n", "p.yaml:1:1: the file is empty")]
    [InlineData("medmim: 1\nmedmim: 1\n", "p.yaml:2:1: the key 'medmim' stands here a second time")]
    [InlineData("data:\n  a: 1\n  a: 2\n", "p.yaml:3:3: the key 'a' stands here a second time")]
    [InlineData("data:\n\tarchive: .\n", "p.yaml:2:1: a tab indents this line")]
    [InlineData("data:\n  a: 1\n \t b: 1\n", "p.yaml:3:2: a tab indents this line")]
    [InlineData("name: !!str 1\n", "p.yaml:1:7: the tag")]
    [InlineData("name: !python/object:os.system x\n", "p.yaml:1:7: the tag")]
    [InlineData("a: *b\n", "there is no anchor '&b' before this")]
    [InlineData("a: &a [*a]\n", "there is no anchor '&a' before this")]
    [InlineData("a: 1\n---\nb: 2\n", "p.yaml:2:1: a second document begins here")]
    [InlineData("[a, b]: 1\n", "a key is not a word")]
    [InlineData("a: [1, 2\n", "this is not YAML")]
    [InlineData("a: 'open\n", "this is not YAML")]
    [InlineData("a: b: c\n", "p.yaml:1:5: this is not YAML")]
    public void What_is_no_plain_yaml_is_refused_with_its_place(string text, string expected) =>
        Assert.Contains(expected, Refused(text), StringComparison.Ordinal);

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void Deep_nesting_is_refused_and_does_no_harm(char open, char close)
    {
        var inner = open == '{' ? "{a: " : "[";
        var text = "a: " + string.Concat(Enumerable.Repeat(inner, 100_000)) + "1" + new string(close, 100_000);

        Assert.Contains("nested too deeply", Refused(text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_of_aliases_is_refused_at_once()
    {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 9).Select(
            i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        var watch = Stopwatch.StartNew();

        Assert.Contains("unfolds to more than", Refused(text), StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void No_damaged_protocol_fails_in_another_way_than_with_its_place()
    {
        var text = File.ReadAllText(Path.Combine(ProtocolFiles.Folder, "quickstart.yaml"));
        var noise = "\t:[]{}&*!|>'\"%@`#,-? \n0x~\0\u2028é";
        for (var i = 0; i < text.Length; i += 3)
        {
            var damaged = text[..i] + noise[i % noise.Length] + text[(i + (i % 4))..];
            try
            {
                Assert.NotEmpty(ProtocolFile.Parse(damaged, "p.yaml").Digest);
            }
            catch (InputException e)
            {
                Assert.Matches(@"\Ap\.yaml:[1-9][0-9]*:[1-9][0-9]*: ", e.Message);
            }
        }
    }

    private static string Refused(string text) =>
        Assert.Throws<InputException>(() => ProtocolFile.Parse(text, "p.yaml")).Message;
}
