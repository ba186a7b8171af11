using MedMim.Datasets.Sampling;
using MedMim.Datasets.Tests.Fakes;

namespace MedMim.Datasets.Tests.Sampling;

public class PatchLoaderTests
{
    private static readonly MemoryCases Cases = new([.. Enumerable.Range(0, 5).Select(i => PreparedVolumes.Ramp(new(8, 9, 10), id: $"c{i}"))]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task BatchesDoNotDependOnHowManyAreMadeAhead(int ahead)
    {
        var steps = Enumerable.Range(0, 12).Select(s => (0L, (long)s)).ToArray();
        var expected = steps.Select(s => Loader(0).Draw(s.Item1, s.Item2)).ToArray();
        var index = 0;
        await foreach (var batch in Loader(ahead).ReadAsync(steps, TestContext.Current.CancellationToken))
        {
            Assert.Equal(expected[index].Select(p => (p.CaseId, p.Start)), batch.Select(p => (p.CaseId, p.Start)));
            Assert.Equal(expected[index].SelectMany(p => p.Image), batch.SelectMany(p => p.Image));
            index++;
        }

        Assert.Equal(steps.Length, index);
    }

    [Fact]
    public async Task ALoopMayStopEarly()
    {
        await foreach (var batch in Loader(3).ReadAsync(Endless(), TestContext.Current.CancellationToken))
        {
            Assert.Equal(3, batch.Length);
            break;
        }
    }

    [Fact]
    public void EveryCaseIsSeenEquallyOften()
    {
        var seen = Enumerable.Range(0, 50).SelectMany(s => Loader(0).Draw(0, s)).GroupBy(p => p.CaseId).ToArray();
        Assert.Equal(5, seen.Length);
        Assert.All(seen, g => Assert.Equal(30, g.Count()));
    }

    private static PatchLoader Loader(int ahead) => new(
        Cases,
        Cases.Cases.Select(c => c.Id),
        new PatchSampler(new() { PatchSize = new(4, 4, 4) }),
        new() { BatchSize = 3, Seed = 9, Purpose = "test", Ahead = ahead, Transforms = [new Mirroring(), new IntensityScaling(), new GaussianNoise(1)] });

    private static IEnumerable<(long Epoch, long Step)> Endless()
    {
        for (var step = 0L; ; step++)
        {
            yield return (0, step);
        }
    }
}
