using System.Text.Json.Nodes;
using MedMim.Datasets.Preparation;
using MedMim.Datasets.Preparation.Fingerprints;
using MedMim.Datasets.Tests.Fakes;
using MedMim.Foundation.Progress;

namespace MedMim.Datasets.Tests.Preparation.Fingerprints;

public class FingerprintTests
{
    // nnU-Net v2's dataset_fingerprint.json, with our addition last.
    private static readonly string[] Keys =
        ["foreground_intensity_properties_per_channel", "median_relative_size_after_cropping", "shapes_after_crop", "spacings", "medmim"];

    [Fact]
    public void FiguresAreThoseOfNumPy()
    {
        float[] values = [.. Enumerable.Range(0, 1001).Select(i => (float)(i * i))];
        var figures = ForegroundIntensities.Of([.. values.Reverse()]);
        // numpy: percentile(v, [.5, 50, 99.5]), mean, std of v = arange(1001.)**2
        Assert.Equal((0d, 1_000_000d, 250_000d, 25d, 990_025d), (figures.Minimum, figures.Maximum, figures.Median, figures.Percentile005, figures.Percentile995));
        Assert.Equal(333_500, figures.Mean, 6);
        Assert.Equal(298_459.01, figures.Deviation, 1);
        Assert.Equal(2.5, Percentiles.Of([1f, 2f, 3f, 4f], 50));
        Assert.Equal(1.3, Percentiles.Of([4.0, 1.0, 2.0, 3.0], 10), 12);
    }

    [Fact]
    public async Task TheFileIsNnUNetsAndTheSameEachTime()
    {
        using var archive = new Archive();
        archive.AddImage("mr/images/a.nii.gz", 1);
        archive.AddImage("mr/images/b.nii.gz", 2, new(8, 10, 12));
        archive.AddImage("ct/images/c.nii.gz", 3);
        archive.AddLabel("mr/labels/a.nii.gz", value: 2);
        await archive.IngestAsync();
        Run(archive, "one");
        Run(archive, "two");
        var text = File.ReadAllText(Path.Combine(archive.Beside("one"), DatasetFingerprint.FileName));
        Assert.Equal(text, File.ReadAllText(Path.Combine(archive.Beside("two"), DatasetFingerprint.FileName)));
        var json = JsonNode.Parse(text)!.AsObject();
        Assert.Equal(Keys, json.Select(p => p.Key));
        Assert.Equal(
            ["max", "mean", "median", "min", "percentile_00_5", "percentile_99_5", "std"],
            json["foreground_intensity_properties_per_channel"]!["0"]!.AsObject().Select(p => p.Key));

        var fingerprint = DatasetFingerprint.Read(archive.Beside("one"));
        Assert.Equal(["CT", "MR"], fingerprint.Source.Channels);
        Assert.Equal(["body", "label"], fingerprint.Source.Foreground);
        Assert.Equal(3, fingerprint.Spacings.Count);
        Assert.All(fingerprint.Spacings, s => Assert.Equal([2, 1.5, 1], s));

        // The one labelled voxel of case a is all the foreground that MR has.
        var store = archive.Open();
        var labelled = store.Series.Single(s => s.HasLabel).Id;
        var voxel = store.ReadImage(labelled).Voxels[store.Label(labelled)!.Value.ToArray().AsSpan().IndexOf((byte)2)];
        Assert.Equal((voxel, voxel, 0), (fingerprint.ForegroundOf("MR")!.Minimum, fingerprint.ForegroundOf("MR")!.Maximum, fingerprint.ForegroundOf("MR")!.Deviation));
    }

    private static void Run(Archive archive, string folder) =>
        new PreparationStep(archive.Open(), new() { CropMargin = null }, SilentProgress.Instance)
            .Run(archive.Beside(folder), cancellation: TestContext.Current.CancellationToken);
}
