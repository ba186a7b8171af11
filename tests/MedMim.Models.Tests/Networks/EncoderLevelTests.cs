using MedMim.Models.Networks;

namespace MedMim.Models.Tests.Networks;

public sealed class EncoderLevelTests
{
    [Theory]
    [InlineData("resenc-tiny", 5, "encoder.stem.convs.0.conv.weight", 0, "encoder.stages.3.blocks.0.conv1.conv.weight", 4)]
    [InlineData("primus-tiny", 7, "eva.pos_embed", 0, "eva.blocks.5.mlp.fc2.weight", 6)]
    public void EveryParameterOfTheEncoderHasALevelAndNoOther(string name, int levels, string first, int low, string last, int high)
    {
        using var network = EncoderPresets.Create(name, 2, patchSize: Axes.All(16));
        var all = network.named_parameters().ToDictionary(p => p.name, p => network.EncoderLevelOf(p.name), StringComparer.Ordinal);

        Assert.Equal(levels, network.EncoderLevels);
        Assert.Equal((low, high), (all[first], all[last]));
        Assert.Equal(Enumerable.Range(0, levels), all.Values.OfType<int>().Distinct().Order());
        Assert.All(all, p => Assert.Equal(
            network.EncoderPrefixes.Any(e => p.Key.StartsWith(e, StringComparison.Ordinal)), p.Value is not null));
        Assert.Contains(all.Values, v => v is null);
    }
}
