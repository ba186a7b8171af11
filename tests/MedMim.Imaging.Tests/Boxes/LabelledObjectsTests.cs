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
        var instances = new Volume<byte>(Grid);
        (instances[0, 0, 0], instances[2, 3, 4], instances[0, 0, 1], instances[1, 0, 0]) = (7, 7, 2, 255);

        var objects = LabelledObjects.OfInstances(instances.Voxels, Grid.Size, 3);

        Assert.Equal([(3, 1), (3, 2)], objects.Select(o => (o.Label, o.Voxels)));
        Assert.Equal(new Box3(-0.5, -0.5, -0.5, 2.5, 3.5, 4.5), objects[1].Box);
        Assert.Throws<ArgumentException>(() => LabelledObjects.OfInstances(new byte[3], Grid.Size, 1));
    }
}
