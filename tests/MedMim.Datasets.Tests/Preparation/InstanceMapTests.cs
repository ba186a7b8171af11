using CsCheck;
using MedMim.Datasets.Labels;
using MedMim.Datasets.Preparation;
using MedMim.Datasets.Tests.Fakes;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Preparation;

/// <summary>Label volumes whose values number lesions, from the archive to what a detector learns from.</summary>
public sealed class InstanceMapTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.Identity(new(12, 20, 24), new(1, 1.5, 2));

    [Fact]
    public async Task TwoLesionsThatTouchStayTwoThroughStoreAndPreparation()
    {
        using var archive = Touching();
        await archive.IngestAsync();
        var store = archive.Open();
        var series = store.Series.Single();

        Assert.Equal([3, 255], series.LabelValues);
        Assert.Equal([0, 3, 255], store.Label(series.Id)!.Value.ToArray().Distinct().Order().Select(v => (int)v));
        Assert.Equal(series.LabelledVoxels, store.Instances(series.Id)!.Value.ToArray().Count(v => v is 1 or 9));
        Assert.Single(LabelledObjects.OfLabels(store.Label(series.Id)!.Value.Span, Grid.Size));

        var prepared = Prepare(archive, new(2, 2, 2));
        var (size, label) = (prepared.Cases.Single().Geometry.Size, prepared.Load(series.Id).Label!.Value);
        var instances = new InstanceCases(prepared).Load(series.Id).Label!.Value;
        var found = LabelledObjects.OfInstances(instances.Span, size, 3);
        Assert.Equal(2, found.Count);
        Assert.Equal(
            label.ToArray().Select(v => v is 3 ? 3 : 0), instances.ToArray().Select(v => v is 1 or 9 ? 3 : 0));
        foreach (var (lesion, box) in found.Zip([new Box3(2.5, 4.5, 5.5, 8.5, 10.5, 11.5), new(2.5, 10.5, 5.5, 8.5, 16.5, 11.5)]))
        {
            Assert.True(BoxOverlap.IoU(lesion.Box, box.Map(Grid, prepared.Cases.Single().Geometry)) > 0.6, $"{lesion.Box}");
        }
    }

    [Fact]
    public async Task OtherNumbersAreAnotherLabelAndNoneLeaveNoMap()
    {
        using var archive = Touching();
        await archive.IngestAsync();
        var id = archive.Open().Series.Single().Id;
        var digest = archive.Open().Find(id).LabelDigest;
        Prepare(archive, new(2, 2, 2));

        archive.AddLabelVolume("labels/case0.nii.gz", Lesions(9, 1));
        await archive.IngestAsync();
        Assert.NotEqual(digest, archive.Open().Find(id).LabelDigest);
        Assert.Equal(9, Prepare(archive, new(2, 2, 2)).Instances(id)!.Value.ToArray().First(v => v is not (0 or 255)));

        archive.Labels = new() { Layout = LabelLayout.Volumes };
        await archive.IngestAsync();
        Assert.Null(archive.Open().Instances(id));
        var plain = Prepare(archive, new(2, 2, 2));
        Assert.Null(plain.Instances(id));
        Assert.Contains("no instance map", Assert.Throws<InputException>(() => new InstanceCases(plain).Load(id)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(archive.Beside("prepared")), f => f.EndsWith(".instances.npy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MoreThingsThanALabelVolumeCanNumberAreRefused()
    {
        using var archive = Touching();
        var many = new Volume<short>(Grid);
        many.Voxels[7] = 300;
        Imaging.Formats.VolumeFile.Write(archive.At("labels/case0.nii.gz"), many);

        await archive.IngestAsync();

        Assert.Contains("from 0 to 255", archive.Open().Refusals.Single().Reason, StringComparison.Ordinal);
        Assert.False(archive.Open().Series.Single().HasLabel);
    }

    [Fact]
    public void NoThingVanishesOrAppearsOnAnotherGrid() =>
        Gen.Select(Gen.Double[0.6, 4].Array[3], Gen.Select(Gen.Int[0, 8].Array[3], Gen.Int[1, 6].Array[3], Gen.Byte[1, 20]).Array[1, 8]).Sample((spacing, boxes) =>
        {
            var instances = new Volume<byte>(VolumeGeometry.Identity(new(12, 12, 12), new(1, 1, 1)));
            foreach (var (at, size, number) in boxes)
            {
                for (var z = at[0]; z < Math.Min(12, at[0] + size[0]); z++)
                {
                    for (var y = at[1]; y < Math.Min(12, at[1] + size[1]); y++)
                    {
                        for (var x = at[2]; x < Math.Min(12, at[2] + size[2]); x++)
                        {
                            instances[z, y, x] = number;
                        }
                    }
                }
            }

            var label = new Volume<byte>(instances.Geometry, Array.ConvertAll(instances.Voxels, v => v > 0 ? (byte)1 : (byte)0));
            var grid = PreparedGrid.Of(instances.Geometry, new(spacing[0], spacing[1], spacing[2]));

            var result = InstanceResampler.Execute(instances, LabelResampler.Execute(label, grid).Label);

            Assert.Equal(
                instances.Voxels.Where(v => v > 0).Distinct().Order(), result.Voxels.Where(v => v > 0).Distinct().Order());
        }, iter: 60);

    private static Archive Touching()
    {
        var archive = new Archive { Labels = new() { Layout = LabelLayout.Volumes, InstancesOf = 3 } };
        archive.AddImage("images/case0.nii.gz", 0, Grid.Size);
        archive.AddLabelVolume("labels/case0.nii.gz", Lesions(1, 9));
        return archive;
    }

    /// <summary>Two cubes side by side, and a voxel that does not count.</summary>
    private static Volume<byte> Lesions(byte first, byte second)
    {
        var label = new Volume<byte>(Grid);
        for (var z = 3; z <= 8; z++)
        {
            for (var y = 5; y <= 16; y++)
            {
                for (var x = 6; x <= 11; x++)
                {
                    label[z, y, x] = y <= 10 ? first : second;
                }
            }
        }

        label[0, 0, 0] = 255;
        return label;
    }

    private static PreparedDataset Prepare(Archive archive, ArraySpacing spacing) => new PreparationStep(
        archive.Open(), new() { SpacingRule = SpacingRule.Fixed, Spacing = spacing, CropMargin = null }, SilentProgress.Instance)
        .Run(archive.Beside("prepared"), cancellation: TestContext.Current.CancellationToken);
}
