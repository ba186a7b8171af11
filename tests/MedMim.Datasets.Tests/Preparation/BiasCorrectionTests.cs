using MedMim.Datasets.Preparation;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Preparation;

public class BiasCorrectionTests
{
    [Fact]
    public void N4TakesTheDriftOutOfMrTheSameWayEachTimeAndLeavesOthersAlone()
    {
        var (image, tissue) = Drifting();
        var preparer = new Preparer(new() { BiasCorrection = true, BiasShrinkFactor = 2, CropMargin = null });
        var prepared = preparer.Prepare(image, "MR", tissue);
        Assert.Equal("corrected", prepared.Record.BiasCorrection);
        Assert.Equal(prepared.Image.Voxels, preparer.Prepare(image, "MR", tissue).Image.Voxels);
        Assert.True(Variation(prepared, tissue) < 0.4 * Variation(new Preparer(new() { CropMargin = null }).Prepare(image, "MR", tissue), tissue));
        Assert.Equal("none", preparer.Prepare(image, "CT", tissue).Record.BiasCorrection);
    }

    [Fact]
    public void WhatN4CannotDoIsRecorded()
    {
        var image = new Volume<float>(VolumeGeometry.Identity(new(4, 4, 4), new(1, 1, 1)));
        var prepared = new Preparer(new() { BiasCorrection = true }).Prepare(image, "MR", new Volume<byte>(image.Geometry));
        Assert.StartsWith("skipped", prepared.Record.BiasCorrection, StringComparison.Ordinal);
    }

    /// <summary>Deviation over mean of the intensities before normalisation, over the body.</summary>
    private static double Variation(PreparedImage prepared, Volume<byte> tissue)
    {
        var body = prepared.Image.Voxels.Where((_, i) => tissue.Voxels[i] != 0)
            .Select(v => (v * prepared.Record.Scale.Deviation) + prepared.Record.Scale.Mean).ToArray();
        var mean = body.Average();
        return Math.Sqrt(body.Average(v => (v - mean) * (v - mean))) / mean;
    }

    private static (Volume<float> Image, Volume<byte> Tissue) Drifting()
    {
        var grid = VolumeGeometry.Identity(new(32, 32, 32), new(2, 2, 2));
        var (image, tissue) = (new Volume<float>(grid), new Volume<byte>(grid));
        var random = new RandomStream(new StreamKey(5, "drift"));
        for (var i = 0; i < image.Voxels.Length; i++)
        {
            var (z, y, x) = ((i / 1024) - 15.5, (i / 32 % 32) - 15.5, (i % 32) - 15.5);
            if ((z * z) + (y * y) + (x * x) < 196)
            {
                tissue.Voxels[i] = 2;
                image.Voxels[i] = (float)((100 + random.NextGaussian()) * Math.Exp((0.03 * x) + (0.02 * y)));
            }
        }

        return (image, tissue);
    }
}
