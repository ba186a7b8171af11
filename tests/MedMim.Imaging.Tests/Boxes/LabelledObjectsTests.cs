using MedMim.Foundation.Failures;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Boxes;

public sealed class LabelledObjectsTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.Identity(new(3, 4, 5), new(1, 1, 1));

    [Fact]
    public void ComponentsThatTouchAtACornerAreOneAndIgnoredVoxelsNone()
    {
        var labels = new Volume<byte>(Grid);
        labels[0, 0, 0] = labels[1, 1, 1] = 2;
        labels[2, 3, 4] = 2;
        labels[0, 3, 0] = 1;
        labels[2, 0, 0] = 255;

        var objects = LabelledObjects.OfLabels(labels.Voxels, Grid.Size);

        Assert.Equal(
            [
                new(1, new(-0.5, 2.5, -0.5, 0.5, 3.5, 0.5), 1),
                new(2, new(-0.5, -0.5, -0.5, 1.5, 1.5, 1.5), 2),
                new(2, new(1.5, 2.5, 3.5, 2.5, 3.5, 4.5), 1),
            ],
            objects);
    }

    [Fact]
    public void InstancesAreKeptWholeOrApartAsTheyAreNumbered()
    {
        var (labels, instances) = (new Volume<byte>(Grid), new Volume<int>(Grid));
        labels[0, 0, 0] = labels[0, 0, 1] = labels[2, 3, 4] = 3;
        (instances[0, 0, 0], instances[2, 3, 4], instances[0, 0, 1]) = (7, 7, 2);

        var objects = LabelledObjects.OfInstances(instances, labels);

        Assert.Equal([(3, 1), (3, 2)], objects.Select(o => (o.Label, o.Voxels)));
        Assert.Equal(new Box3(-0.5, -0.5, -0.5, 2.5, 3.5, 4.5), objects[1].Box);
    }

    [Fact]
    public void InstancesOnAnotherGridOrWithoutALabelAreRefused()
    {
        var elsewhere = new Volume<int>(Grid with { Origin = new(1, 0, 0) });
        var unlabelled = new Volume<int>(Grid);
        unlabelled[1, 1, 1] = 4;
        var negative = new Volume<int>(Grid);
        negative[0, 0, 0] = -1;

        Assert.Contains("another grid", Refusal(elsewhere), StringComparison.Ordinal);
        Assert.Contains("(4)", Refusal(unlabelled), StringComparison.Ordinal);
        Assert.Contains("negative", Refusal(negative), StringComparison.Ordinal);
    }

    private static string Refusal(Volume<int> instances) =>
        Assert.Throws<InputException>(() => LabelledObjects.OfInstances(instances, new Volume<byte>(Grid))).Message;
}
