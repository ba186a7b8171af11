using MedMim.Evaluation.Galleries;
using MedMim.Evaluation.Metrics;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests.Galleries;

public class GalleryTests
{
    private static readonly byte[] PngMagic = [0x89, 0x50, 0x4e, 0x47];

    [Fact]
    public void Chooses_best_median_and_worst_of_one_arm()
    {
        double[] dice = [0.3, 0.9, 0.5, 0.7];
        var cases = dice.Select((d, i) => Case($"c{i}", "a", d)).Append(Case("c9", "b", 1)).ToList();
        Assert.Equal([("best", "c1"), ("median", "c2"), ("worst", "c0")],
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

    [Fact]
    public void The_window_keeps_the_aspect_and_is_centred_on_the_masks()
    {
        var volumes = Volumes(VolumeGeometry.Identity(new(1, 200, 200), new(1, 2, 3)));
        volumes.Prediction[0, 50, 60] = 1;
        var view = new FieldOfView(volumes.Reference, volumes.Prediction);
        Assert.Equal((50, 60), view.At(0.5, 0.5));
        Assert.Equal((50 + (50 / 2.0), 60 + 50.0), view.At(1, 1)); // 50 mm down and right, in voxels of 2 and 1 mm
    }

    [Theory]
    [InlineData(1, 1, false, false)] // DICOM's usual axial slice: columns to the left, rows to the back
    [InlineData(-1, -1, true, true)] // NIfTI's RAS: columns to the right, rows to the front
    public void Axial_slices_show_the_patients_left_on_the_right_and_the_back_below(
        int x, int y, bool flipX, bool flipY)
    {
        var geometry = VolumeGeometry.Identity(new(1, 9, 9), new(1, 1, 1)) with { AxisX = new(x, 0, 0), AxisY = new(0, y, 0) };
        var view = new FieldOfView(new(geometry), new(geometry));
        var corner = view.At(0, 0);
        Assert.Equal((flipX, flipY), (corner.X > 4, corner.Y > 4));
    }

    [Fact]
    public void Coronal_slices_show_the_head_above()
    {
        var geometry = VolumeGeometry.Identity(new(1, 9, 9), new(1, 1, 1)) with { AxisY = new(0, 0, 1), AxisZ = new(0, -1, 0) };
        Assert.True(new FieldOfView(new(geometry), new(geometry)).At(0, 0).Y > 4);
    }

    [Fact]
    public void Another_grid_is_refused()
    {
        var volumes = Volumes(VolumeGeometry.Identity(new(1, 3, 3), new(1, 1, 1)));
        var other = new Volume<byte>(VolumeGeometry.Identity(new(1, 3, 4), new(1, 1, 1)));
        Assert.Throws<ArgumentException>(() => OverlayPicture.Draw(volumes with { Prediction = other }));
    }

    private static GalleryVolumes Volumes(VolumeGeometry geometry) => new(new(geometry), new(geometry), new(geometry));

    private static CaseMetrics Case(string id, string arm, double dice) => new(id, "p", arm,
    [
        new()
        {
            Label = 1, Empty = EmptyMasks.None, Dice = dice, Hd95Mm = 0, Nsd = 0, ReferenceVolumeMm3 = 0,
            PredictionVolumeMm3 = 0, Lesions = new(0, 0, 0, 0),
        },
    ]);
}
