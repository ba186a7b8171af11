using MedMim.FineTuning.Inference;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Tests.Inference;

public sealed class SlabConsumerTests
{
    // Two slices of one row of 19 voxels (whole vectors and a rest), in a scan that is one voxel longer on either side.
    private static readonly VolumeGeometry Scan = VolumeGeometry.Identity(new(2, 1, 21), new(1, 1, 1));
    private static readonly SourceRegion Region = new(Scan, AxisOrder.Identity, new(0, 0, 1, new(2, 1, 19)));

    [Fact]
    public void ConfidenceIsOneWhereSureAndZeroWhereNobodyKnows()
    {
        var confidence = new ConfidenceSlabs(Region);
        confidence.Begin(4, Region.Geometry);
        confidence.Add(0, Slab(i => i % 2 == 0 ? [1, 0, 0, 0] : [0.25f, 0.25f, 0.25f, 0.25f]));
        confidence.Add(1, Slab(_ => [0.5f, 0.5f, 0, 0]));
        confidence.End();

        var shares = confidence.Shares.Voxels;
        Assert.Equal([255, .. Enumerable.Range(0, 19).Select(i => (byte)(i % 2 == 0 ? 255 : 0)), 255], shares[..21]);

        // ln 2 of ln 4 is half.
        Assert.All(shares[22..41], v => Assert.Equal(128, v));
    }

    [Fact]
    public void ProbabilitiesComeBackFromTheirFiles()
    {
        using var folder = new TemporaryFolder();
        using (var files = new ProbabilityFiles(Region, folder.Root))
        {
            files.Begin(3, Region.Geometry);
            files.Add(0, Slab(i => [0.2f, i / 20f, 0.8f - (i / 20f)]));
            files.Add(1, Slab(_ => [0, 1, 0]));
            files.End();
            files.Write(1, folder.File("one.nii.gz"));
        }

        var read = VolumeFile.ReadFloat(folder.File("one.nii.gz"));
        Assert.True(read.Geometry.CoincidesWith(Scan));
        Assert.Equal(0, read.Voxels[0]);
        Assert.All(Enumerable.Range(0, 19), i => Assert.Equal(i / 20f, read.Voxels[1 + i], 0.5f / 255 + 1e-6f));
        Assert.All(read.Voxels[22..41], v => Assert.Equal(1, v, 1e-6f));
        Assert.Equal(["one.nii.gz"], Directory.GetFiles(folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void EqualProbabilitiesGiveTheFirstClass()
    {
        var classes = new byte[19];
        ClassRow.Fill(Slab(i => i < 10 ? [0.3f, 0.3f, 0.4f] : [0.1f, 0.45f, 0.45f]), classes);

        Assert.Equal([.. Enumerable.Repeat((byte)2, 10), .. Enumerable.Repeat((byte)1, 9)], classes);
    }

    private static float[] Slab(Func<int, float[]> voxel)
    {
        var voxels = Enumerable.Range(0, 19).Select(voxel).ToArray();
        return [.. Enumerable.Range(0, voxels[0].Length).SelectMany(c => voxels.Select(v => v[c]))];
    }
}
