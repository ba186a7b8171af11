using MedMim.Datasets.Preparation;
using MedMim.Datasets.Sampling;
using MedMim.Datasets.Store;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Sampling;

public sealed class VoxelChoiceTests
{
    private static readonly GridSize Size = new(4, 10, 10);

    // Labels: 30 voxels of value 1, 5 of value 7, 10 ignored, all else 0; the last slice is air.
    private static readonly byte[] Label =
        [.. Enumerable.Range(0, 400).Select(i => (byte)(i < 30 ? 1 : i < 35 ? 7 : i < 45 ? PatchCropper.IgnoredLabel : 0))];

    private static readonly byte[] Tissue = [.. Enumerable.Range(0, 400).Select(i => (byte)(i < 300 ? TissueClass.Tissue : TissueClass.Air))];

    [Fact]
    public void Labels_are_drawn_in_equal_numbers_without_repetition()
    {
        var chosen = VoxelChoice.Balanced(Volume(Tissue, Label), 60, Stream(1));
        Assert.Equal([(0, 20), (1, 20), (7, 5)], chosen.GroupBy(v => (int)v.Value).Select(g => (g.Key, g.Count())));
        Assert.Equal(45, chosen.Select(v => v.Offset).Distinct().Count());
        Assert.All(chosen, v => Assert.Equal(Label[v.Offset], v.Value));
        Assert.All(chosen, v => Assert.InRange(v.Offset, 0, 299));
    }

    [Fact]
    public void The_same_stream_gives_the_same_voxels_and_all_have_their_chance()
    {
        var volume = Volume(Tissue, Label);
        Assert.Equal(VoxelChoice.Balanced(volume, 9, Stream(1)), VoxelChoice.Balanced(volume, 9, Stream(1)));
        var seen = Enumerable.Range(0, 400).SelectMany(i => VoxelChoice.Balanced(volume, 9, Stream((ulong)i)))
            .Where(v => v.Value == 1).GroupBy(v => v.Offset).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(30, seen.Count);
        Assert.All(seen.Values, n => Assert.InRange(n, 15, 70)); // 40 on average
    }

    [Fact]
    public void Every_value_is_drawn_at_least_once() =>
        Assert.Equal([0, 1, 7], VoxelChoice.Balanced(Volume(Tissue, Label), 1, Stream(4)).Select(v => (int)v.Value));

    [Fact]
    public void Voxels_of_the_body_are_drawn_or_of_all_where_there_is_none()
    {
        Assert.All(VoxelChoice.Body(Volume(Tissue, null), 100, Stream(1)), o => Assert.InRange(o, 0, 299));
        Assert.Equal(100, VoxelChoice.Body(Volume(Tissue, null), 100, Stream(1)).Distinct().Count());
        Assert.Equal(300, VoxelChoice.Body(Volume(Tissue, null), 1000, Stream(1)).Count);
        Assert.Equal(400, VoxelChoice.Body(Volume(new byte[400], null), 1000, Stream(1)).Count);
        Assert.Throws<ArgumentException>(() => VoxelChoice.Balanced(Volume(Tissue, null), 10, Stream(1)));
    }

    private static RandomStream Stream(ulong seed) => new(new(seed, "test"));

    private static PreparedVolume Volume(byte[] tissue, byte[]? label) => new(
        new("a", "p", "MR", VolumeGeometry.Identity(Size, new(1, 1, 1)), label is not null), new float[400], tissue,
        label is null ? null : (ReadOnlyMemory<byte>?)label);
}
