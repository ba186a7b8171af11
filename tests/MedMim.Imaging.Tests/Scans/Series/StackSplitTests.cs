using System.Globalization;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Headers;
using MedMim.Imaging.Scans.Series;

namespace MedMim.Imaging.Tests.Scans.Series;

/// <summary>Series that hold several volumes: which tag tells them apart.</summary>
public sealed class StackSplitTests
{
    private static int next;

    private static InstanceHeader Slice(int level, string key, int? number = null)
    {
        var id = Interlocked.Increment(ref next).ToString("D6", CultureInfo.InvariantCulture);
        return new()
        {
            Path = $"/{id}", SeriesUid = "1", InstanceUid = $"1.{id}", Rows = 4, Columns = 5, InstanceNumber = number, StackKey = key,
            RowDirection = new(1, 0, 0), ColumnDirection = new(0, 1, 0), RowSpacing = 1, ColumnSpacing = 1, Positions = [new(0, 0, 2 * level)],
        };
    }

    private static List<InstanceHeader> Each(int volumes, int levels, Func<int, int, InstanceHeader> slice) =>
        [.. Enumerable.Range(0, volumes).SelectMany(v => Enumerable.Range(0, levels).Select(z => slice(v, z)))];

    private static string[] Stacks(List<InstanceHeader> files)
    {
        var assembly = SeriesAssembler.Assemble(files);
        Assert.Empty(assembly.Refusals);
        Assert.Equal(files.Count, assembly.Plans.Sum(p => p.Files.Count));
        return [.. assembly.Plans.Select(p => p.Stack)];
    }

    // The acquisition number differs as well, and so does the clock from slice to slice: the first telling tag is named.
    [Theory]
    [InlineData("type")]
    [InlineData("echo")]
    [InlineData("b")]
    [InlineData("time")]
    [InlineData("trigger")]
    public void The_tag_that_tells_most_names_the_volumes(string tag) => Assert.Equal(
        [$"{tag}=0", $"{tag}=1"],
        Stacks(Each(2, 5, (v, z) => Slice(z, $"{tag}={v};acquisition={v};clock={(10 * v) + z}"))));

    [Fact]
    public void Two_tags_together() => Assert.Equal(
        ["type=M;te=2", "type=M;te=4", "type=P;te=2", "type=P;te=4"],
        Stacks(Each(4, 5, (v, z) => Slice(z, $"type={(v < 2 ? "M" : "P")};te={2 + (2 * (v % 2))}"))));

    // Directions differ between volumes of one b-value, and the unweighted volume was taken twice.
    [Fact]
    public void Diffusion()
    {
        string[] keys = ["b=0;acquisition=1", "b=0;acquisition=2", "b=700;direction=0/0/1;acquisition=3", "b=700;direction=1/0/0;acquisition=3"];
        Assert.Equal(
            ["b=0;acquisition=1", "b=0;acquisition=2", "b=700;direction=0/0/1", "b=700;direction=1/0/0"],
            Stacks(Each(4, 5, (v, z) => Slice(z, keys[v]))));
    }

    [Fact]
    public void A_tag_that_varies_within_volumes_splits_nothing()
    {
        // Each slice has its own trigger time; the volumes are told by their time index.
        Assert.Equal(
            ["time=1", "time=2", "time=3"],
            Stacks(Each(3, 6, (v, z) => Slice(z, $"time={v + 1};trigger={(100 * v) + z}"))));
        Assert.Equal([string.Empty], Stacks(Each(1, 6, (_, z) => Slice(z, $"te={z}"))));
    }

    [Fact]
    public void A_last_volume_that_was_cut_short()
    {
        var files = Each(3, 6, (v, z) => Slice(z, $"time={v}"));
        var assembly = SeriesAssembler.Assemble(files[..^4]);
        Assert.Equal([6, 6], assembly.Plans.Select(p => p.Files.Count));
        Assert.Equal((RefusalCodes.TooFewSlices, 2), (Assert.Single(assembly.Refusals).Refusal.Code, assembly.Refusals[0].Instances.Count));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_a_tag_the_order_of_numbers_tells(bool volumeAfterVolume)
    {
        var files = Each(3, 4, (v, z) => Slice(z, "te=2", volumeAfterVolume ? (4 * v) + z : (3 * z) + v));
        Assert.Equal(["order=1", "order=2", "order=3"], Stacks(files));
        Assert.Equal([0, 1, 2], SeriesAssembler.Assemble(files).Plans.Select(p => files.FindIndex(f => f.Path == p.Files[0]) / 4));
    }

    [Fact]
    public void An_ambiguous_order_is_refused()
    {
        Coincide(Each(2, 4, (v, z) => Slice(z, string.Empty)));                  // No numbers.
        Coincide(Each(2, 4, (v, z) => Slice(z, string.Empty, z)));               // The same numbers.
        Coincide([.. Each(2, 4, (v, z) => Slice(z, string.Empty, (4 * v) + z)), Slice(1, string.Empty, 8)]); // One too many.
        int[][] crossed = [[0, 1, 3, 4], [5, 2, 7, 6]];                          // Neither volume by volume nor level by level.
        Coincide(Each(2, 4, (v, z) => Slice(z, string.Empty, crossed[v][z])));
    }

    // Two reconstructions, the second half a spacing further: as one stack they would be regular, and wrong.
    [Fact]
    public void Volumes_between_each_others_slices()
    {
        var files = Each(2, 5, (v, z) => Slice((2 * z) + v, $"kernel={(v == 0 ? "B30f" : "B70f")}"));
        Assert.Equal(["kernel=B30f", "kernel=B70f"], Stacks(files));
        Assert.Equal([4.0, 4.0], SeriesAssembler.Assemble(files).Plans.Select(p => p.Geometry.Spacing.Z));

        // Slices are excited every other one, in two acquisitions, and a kernel may change from one table position to the next.
        Assert.Equal([string.Empty], Stacks(Each(2, 5, (v, z) => Slice((2 * z) + v, $"acquisition={v};clock={v}"))));
        Assert.Equal([string.Empty], Stacks(Each(2, 5, (v, z) => Slice((5 * v) + z, $"kernel={v}"))));
    }

    [Fact]
    public void Two_slabs_are_two_volumes()
    {
        var files = Each(2, 5, (v, z) => Slice(z + (20 * v), $"acquisition={v}"));
        Assert.Equal(["acquisition=0", "acquisition=1"], Stacks(files));
    }

    // One volume, if reading shows that slices at one place have the same pixels.
    private static void Coincide(List<InstanceHeader> files)
    {
        var plan = Assert.Single(SeriesAssembler.Assemble(files).Plans);
        Assert.Equal(files.Count, plan.Files.Count + plan.Copies.Count);
        Assert.Equal(4, plan.Files.Count);
    }
}
