using MedMim.Evaluation.Galleries;
using MedMim.Evaluation.Metrics;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests.Galleries;

public class GalleryTests
{
    private static readonly byte[] PngMagic = [0x89, 0x50, 0x4e, 0x47];

    [Fact]
    public void Chooses_best_median_and_worst_cases_of_one_arm()
    {
        double[] dice = [0.3, 0.9, 0.5, 0.7];
        var cases = dice.Select((d, i) => Case($"c{i}", "a", d)).Append(Case("c9", "b", 1)).ToList();
        Assert.Equal([("best", "c1"), ("median", "c2"), ("worst", "c0"), ("third worst", "c3")],
            Gallery.Choose(cases, "a").Select(c => (c.Rank, c.Case.CaseId)));
        Assert.Equal(["best", "median"], Gallery.Choose(cases.Take(2), "a").Select(c => c.Rank));
        Assert.Equal(["best"], Gallery.Choose(cases, "b").Select(c => c.Rank));
        Assert.Empty(Gallery.Choose(cases, "none"));
    }

    [Fact]
    public void Draws_the_slice_with_most_of_the_reference()
    {
        var volumes = Volumes(VolumeGeometry.Identity(new(5, 60, 80), new(1, 2, 3)));
        volumes.Reference[3, 30, 40] = volumes.Reference[3, 30, 41] = volumes.Reference[1, 5, 5] = 1;
        var overlay = Assert.Single(Gallery.Draw([Case("c", "a", 0.4)], "a", _ => volumes));
        Assert.Equal("Slice 4 of 5, 100 mm wide.", overlay.Caption);
        Assert.Equal(PngMagic, overlay.Png[..4].ToArray());
    }

    private static GalleryVolumes Volumes(VolumeGeometry geometry) => new(new(geometry), new(geometry), new(geometry));

    private static CaseMetrics Case(string id, string arm, double dice) => new(id, "p", arm,
    [
        new()
        {
            Label = 1, Empty = EmptyMasks.None, Dice = dice, Hd95Mm = 0, AssdMm = 1, Nsd = 0, ReferenceVolumeMm3 = 0,
            PredictionVolumeMm3 = 0, Lesions = new(0, 0, 0, 0),
        },
    ]);
}
