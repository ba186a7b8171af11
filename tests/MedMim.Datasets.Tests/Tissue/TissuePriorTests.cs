using MedMim.Datasets.Store;
using MedMim.Datasets.Tissue;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Tissue;

public class TissuePriorTests
{
    private const int Edge = 96;

    [Fact]
    public void ACtBodyHasLungsButNeitherTableNorAir()
    {
        var map = TissuePrior.Compute(Chest(), "CT");
        Assert.Equal("ct", map.Method);
        Assert.Equal(TissueClass.Air, At(map, 2, 4, 4));
        Assert.Equal(TissueClass.Support, At(map, 2, 88, 48)); // the table
        Assert.True(At(map, 2, 45, 48) >= TissueClass.Tissue); // between the lungs
        Assert.True(At(map, 2, 45, 32) >= TissueClass.Tissue); // lung
        Assert.Equal(TissueClass.Air, At(map, 2, 60, 48)); // bowel gas
        Assert.InRange(map.TissueFraction, 0.30, 0.45); // an ellipse of semi-axes 38 and 28 fills 0.363 of the slice
    }

    [Fact]
    public void TheSkinIsBoundary()
    {
        var map = TissuePrior.Compute(Chest(), "CT");
        var row = Enumerable.Range(0, Edge).Select(x => At(map, 2, 45, x)).ToList();
        Assert.Equal(TissueClass.Boundary, row.First(c => c >= TissueClass.Tissue));
        Assert.Equal(TissueClass.Boundary, row.Last(c => c >= TissueClass.Tissue));
    }

    [Fact]
    public void AnMrBodyIsFoundWithoutUnits()
    {
        var chest = Chest();
        for (var i = 0; i < chest.Voxels.Length; i++)
        {
            chest.Voxels[i] = Math.Max(0, chest.Voxels[i] + 1000) * 7;
        }

        var map = TissuePrior.Compute(chest, "MR");
        Assert.Equal("otsu", map.Method);
        Assert.InRange(map.TissueFraction, 0.30, 0.55);
        Assert.Equal(TissueClass.Air, At(map, 2, 4, 4));
        Assert.True(At(map, 2, 45, 48) >= TissueClass.Tissue);
    }

    [Fact]
    public void ACropFromInsideIsTissueEverywhere()
    {
        var volume = Noise(500, 30);
        var map = TissuePrior.Compute(volume, "MR");
        Assert.Equal(("all-tissue", 1.0), (map.Method, map.TissueFraction));
        Assert.InRange(map.Classes.Voxels.Count(v => v == (byte)TissueClass.Boundary) / (double)volume.Voxels.Length, 0.15, 0.25);
    }

    [Fact]
    public void AConstantBackgroundIsFoundWhateverItsValue()
    {
        var volume = Noise(0, 1);
        for (var i = 0; i < volume.Voxels.Length; i++)
        {
            volume.Voxels[i] = i % Edge is < 30 or > 70 ? -3.5f : volume.Voxels[i];
        }

        var map = TissuePrior.Compute(volume, "MR");
        Assert.Equal("constant-background", map.Method);
        Assert.Equal(41.0 / Edge, map.TissueFraction, 6);
    }

    [Fact]
    public void AConstantVolumeIsNoError() =>
        Assert.Equal("all-tissue", TissuePrior.Compute(new Volume<float>(VolumeGeometry.Identity(new(3, 4, 5), new(1, 1, 1))), "CT").Method);

    [Fact]
    public void TheSameVolumeGivesTheSamePrior() =>
        Assert.Equal(TissuePrior.Compute(Chest(), "CT").Classes.Voxels, TissuePrior.Compute(Chest(), "CT").Classes.Voxels);

    private static TissueClass At(TissueMap map, int z, int y, int x) => (TissueClass)map.Classes[z, y, x];

    /// <summary>An elliptic body (40 HU) with two lungs (−850), gas (−1000) in a gut, on a curved table, in air; noise 15 HU.</summary>
    private static Volume<float> Chest()
    {
        var volume = Noise(0, 15, 5);
        var size = volume.Geometry.Size;
        for (var i = 0; i < volume.Voxels.Length; i++)
        {
            var (y, x) = (i / size.X % size.Y, i % size.X);
            volume.Voxels[i] += Inside(y, x, 45, 48, 28, 38)
                ? Inside(y, x, 45, 32, 14, 9) || Inside(y, x, 45, 64, 14, 9) ? -850 : Inside(y, x, 60, 48, 6, 8) ? -1000 : 40
                : y is 88 or 89 ? 100 : -1000;
        }

        return volume;
    }

    private static bool Inside(int y, int x, double cy, double cx, double ry, double rx) =>
        Math.Pow((y - cy) / ry, 2) + Math.Pow((x - cx) / rx, 2) <= 1;

    private static Volume<float> Noise(float mean, float deviation, int depth = 12)
    {
        var volume = new Volume<float>(VolumeGeometry.Identity(new(depth, Edge, Edge), new(1, 1, 3)));
        var random = new RandomStream(new StreamKey(5, "tissue"));
        for (var i = 0; i < volume.Voxels.Length; i++)
        {
            volume.Voxels[i] = mean + (float)(deviation * random.NextGaussian());
        }

        return volume;
    }
}
