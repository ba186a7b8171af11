using MedMim.Imaging.Scans;
using MedMim.Imaging.Structures;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Structures;

public sealed class ContourFrameTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.Identity(new(3, 5, 5), new(1, 1, 2));
    private static readonly string[] Instances = ["1.1", "1.2", "1.3"];

    [Theory]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("", "1.2.3")]
    [InlineData("1.2.3", "")]
    public void The_same_or_an_unstated_frame_is_fine(string contours, string image) =>
        Assert.False(ContourFrame.Check([Region(contours, "", 2)], image, Instances, Grid));

    [Fact]
    public void Another_frame_is_refused() => Refused("", 2);

    [Fact]
    public void Another_frame_is_taken_where_the_contour_lies_in_the_slice_that_it_names()
    {
        Assert.True(ContourFrame.Check([Region("9.9", "1.2", 2)], "1.2.3", Instances, Grid));
        Refused("1.3", 2);
        Refused("4.4", 2);
    }

    private static void Refused(string instance, double height) => Assert.Equal(
        RefusalCodes.FrameOfReferenceMismatch,
        Assert.Throws<RefusedException>(
            () => ContourFrame.Check([Region("9.9", instance, height)], "1.2.3", Instances, Grid)).Refusal.Code);

    private static StructureRegion Region(string frame, string instance, double height)
    {
        var contour = new StructureContour(ContourKind.ClosedPlanar, [new(1, 1, height), new(3, 1, height), new(3, 3, height)])
        {
            InstanceUid = instance,
        };
        return new(1, "region", [contour]) { FrameOfReferenceUid = frame };
    }
}
