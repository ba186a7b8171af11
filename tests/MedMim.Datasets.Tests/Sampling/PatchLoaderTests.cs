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
    public void BatchesDoNotDependOnHowManyAreMadeAheadNorOnWhereOneBegins(int readers)
    {
        var expected = Enumerable.Range(0, 24).Select(s => Loader().Draw(s)).ToArray();
        using var reader = new ReadAhead<Patch[]>(Loader().Draw, 5, 24, readers);
        for (var step = 5; step < 24; step++)
        {
            var batch = reader.Take(step, out _);
            Assert.Equal(expected[step].Select(p => (p.CaseId, p.Start)), batch.Select(p => (p.CaseId, p.Start)));
            Assert.Equal(expected[step].SelectMany(p => p.Image), batch.SelectMany(p => p.Image));
        }
    }

    [Fact]
    public void EveryCaseIsSeenOnceAnEpochInAnotherOrderEach()
    {
        var epochs = Enumerable.Range(0, 50).SelectMany(s => Loader().Draw(s)).Select(p => p.CaseId).Chunk(5).ToArray();
        Assert.Equal(30, epochs.Length);
        Assert.All(epochs, e => Assert.Equal(5, e.Distinct().Count()));
        Assert.True(epochs.Select(e => string.Concat(e)).Distinct().Count() > 20);
    }

    [Fact]
    public void AnotherPurposeAnotherSeedAndAnotherStepGiveOtherCrops()
    {
        var draws = new[] { Loader().Draw(0), Loader().Draw(1), Loader(seed: 10).Draw(0), Loader(purpose: "other").Draw(0) };
        Assert.Equal(4, draws.Select(d => string.Join(' ', d.SelectMany(p => p.Image))).Distinct().Count());
    }

    private static PatchLoader Loader(ulong seed = 9, string purpose = "test") => new(
        Cases,
        Cases.Cases.Select(c => c.Id),
        new PatchSampler(new() { PatchSize = new(4, 4, 4) }),
        new()
        {
            BatchSize = 3,
            Seed = seed,
            Purpose = purpose,
        });
}
