using CsCheck;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Headers;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Scans.Series;

public sealed class SeriesAssemblerTests
{
    private static readonly Vector3 Row = new(0.8, 0.6, 0);
    private static readonly Vector3 Column = new(-0.36, 0.48, 0.8);
    private static readonly Vector3 Normal = Vector3.Cross(Row, Column);
    private static readonly Vector3 Origin = new(-100, 50, 700);

    private static InstanceHeader Slice(int k, string? uid = null) => new()
    {
        Path = $"/{uid ?? $"{k}"}",
        SeriesUid = "1",
        InstanceUid = uid ?? $"1.{k}",
        Rows = 4,
        Columns = 5,
        RowDirection = Row,
        ColumnDirection = Column,
        RowSpacing = 0.7,
        ColumnSpacing = 0.9,
        Positions = [Origin + (k * 2.5 * Normal)],
    };

    private static List<InstanceHeader> Stack(int count) => [.. Enumerable.Range(0, count).Select(k => Slice(k))];

    [Fact]
    public void Any_order_of_files_gives_the_same_volume() => Gen.Shuffle(Stack(9).ToArray()).Sample(files =>
    {
        var plan = Assert.Single(SeriesAssembler.Assemble(files).Plans);
        Assert.Equal(Enumerable.Range(0, 9).Select(k => $"/{k}"), plan.Files);
        var expected = new VolumeGeometry(new(9, 4, 5), new(0.9, 0.7, 2.5), Origin, Row, Column, Normal);
        Assert.True(plan.Geometry.CoincidesWith(expected, 1e-9), plan.Geometry.ToString());
        Assert.Empty(plan.Corrections);
    });

    [Fact]
    public void Copies_of_a_slice_are_dropped_and_said()
    {
        var plan = Assert.Single(SeriesAssembler.Assemble([.. Stack(4), Slice(2)]).Plans);
        Assert.Equal(4, plan.Files.Count);
        Assert.Equal([Corrections.DuplicatesRemoved], plan.Corrections);
        Assert.Equal([new SliceCopy(2, "/2", 0)], plan.Copies);
    }

    [Fact]
    public void Two_slices_at_one_position_must_be_copies()
    {
        var plan = Assert.Single(SeriesAssembler.Assemble([.. Stack(4), Slice(2, "1.99")]).Plans);
        Assert.Equal([new SliceCopy(2, "/1.99", 0)], plan.Copies);
        Assert.Equal([Corrections.DuplicatesRemoved], plan.Corrections);
    }

    [Fact]
    public void A_missing_slice() => Refused(RefusalCodes.MissingSlices, [Slice(0), Slice(1), Slice(3), Slice(4)]);

    [Fact]
    public void A_missing_slice_among_many() => Refused(RefusalCodes.MissingSlices, [.. Stack(200).Where(i => i.Path != "/100")]);

    [Fact]
    public void Positions_that_overflow() => Refused(
        RefusalCodes.BrokenHeader,
        [.. Stack(3).Select((s, k) => s with { Positions = [(k - 1) * 1.7e308 * Normal] })]);

    [Fact]
    public void Too_few() => Refused(RefusalCodes.TooFewSlices, Stack(2));

    [Fact]
    public void Another_orientation() =>
        Refused(RefusalCodes.MixedOrientation, [.. Stack(3), Slice(3) with { RowDirection = new(1, 0, 0), ColumnDirection = new(0, 1, 0) }]);

    [Fact]
    public void Another_size() => Refused(RefusalCodes.MixedGrid, [.. Stack(3), Slice(3) with { Rows = 8 }]);

    [Fact]
    public void Another_pixel_spacing() => Refused(RefusalCodes.MixedGrid, [.. Stack(3), Slice(3) with { RowSpacing = 0.8 }]);

    [Fact]
    public void No_position() => Refused(RefusalCodes.NoGeometry, [.. Stack(3), Slice(3) with { Positions = [] }]);

    [Fact]
    public void Directions_that_are_none() => Refused(
        RefusalCodes.BrokenHeader, [.. Stack(4).Select(i => i with { ColumnDirection = Row })]);

    [Fact]
    public void A_localizer() => Refused(
        RefusalCodes.NotAVolume, [.. Stack(3).Select(i => i with { ImageType = @"ORIGINAL\PRIMARY\LOCALIZER" })]);

    [Fact]
    public void Echoes_become_volumes_of_their_own()
    {
        var both = Stack(3).Select(i => i with { StackKey = "echo=1" })
            .Concat(Stack(3).Select(i => i with { StackKey = "echo=2", InstanceUid = $"2{i.InstanceUid}" }));
        var plans = SeriesAssembler.Assemble([.. both]).Plans;
        Assert.Equal(["echo=1", "echo=2"], plans.Select(p => p.Stack));
        Assert.All(plans, p => Assert.Contains(Corrections.StackSplit, p.Corrections));
    }

    [Fact]
    public void Acquisitions_split_only_where_slices_coincide()
    {
        var varying = Stack(4).Select((i, k) => i with { StackKey = $"acquisition={k}" });
        Assert.Single(SeriesAssembler.Assemble([.. varying]).Plans);
        var twice = Stack(3).Select(i => i with { StackKey = "acquisition=1" })
            .Concat(Stack(3).Select(i => i with { StackKey = "acquisition=2", InstanceUid = $"2{i.InstanceUid}" }));
        Assert.Equal(2, SeriesAssembler.Assemble([.. twice]).Plans.Count);
    }

    [Fact]
    public void Frames_are_ordered_by_position()
    {
        int[] order = [2, 0, 3, 1];
        var file = Slice(0) with { Frames = 4, Positions = [.. order.Select(k => Origin + (k * 2.5 * Normal))] };
        var plan = Assert.Single(SeriesAssembler.Assemble([file]).Plans);
        Assert.Equal([1, 3, 0, 2], plan.FrameOrder);
        Assert.Equal([file.Path], plan.Files);
    }

    [Fact]
    public void Frames_at_one_position_that_nothing_tells_apart()
    {
        var file = Slice(0) with { Frames = 6, Positions = [.. Enumerable.Range(0, 6).Select(k => Origin + (Math.Min(k, 4) * 2.5 * Normal))] };
        var plan = Assert.Single(SeriesAssembler.Assemble([file]).Plans);
        Assert.Equal([0, 1, 2, 3, 4], plan.FrameOrder);
        Assert.Equal([new SliceCopy(4, file.Path, 5)], plan.Copies); // Reading it shows whether they are copies.
    }

    [Fact]
    public void Localizers_are_put_aside()
    {
        var scouts = Stack(2).Select(i => i with
        {
            InstanceUid = $"9{i.InstanceUid}", Path = $"/9{i.Path}", RowDirection = new(0, 1, 0), ColumnDirection = new(0, 0, -1), StackKey = @"type=ORIGINAL\PRIMARY\LOCALIZER",
        });
        var assembly = SeriesAssembler.Assemble([.. Stack(5), .. scouts]);
        var plan = Assert.Single(assembly.Plans);
        Assert.Equal((5, Corrections.StackSplit), (plan.Files.Count, Assert.Single(plan.Corrections)));
        var refusal = Assert.Single(assembly.Refusals);
        Assert.Equal((RefusalCodes.NotAVolume, 2), (refusal.Refusal.Code, refusal.Instances.Count));
    }

    [Fact]
    public void A_picture_of_another_type_does_not_spoil_a_volume()
    {
        var picture = Slice(7) with { Rows = 99, StackKey = @"type=DERIVED\SECONDARY\SCREEN SAVE" };
        var assembly = SeriesAssembler.Assemble([.. Stack(5), picture]);
        Assert.Equal(5, Assert.Single(assembly.Plans).Files.Count);
        Assert.Equal(RefusalCodes.TooFewSlices, Assert.Single(assembly.Refusals).Refusal.Code);
    }

    [Fact]
    public void Whole_stacks_of_several_orientations_are_volumes_of_their_own()
    {
        var turned = Stack(4).Select((i, k) => i with
        {
            InstanceUid = $"9{i.InstanceUid}", Path = $"/9{i.Path}", RowDirection = Normal, ColumnDirection = Row, Positions = [Origin + (k * 3 * Column)],
        });
        var plans = SeriesAssembler.Assemble([.. Stack(5), .. turned]).Plans;
        Assert.Equal([5, 4], plans.Select(p => p.Files.Count));
        Assert.All(plans, p => Assert.Equal([Corrections.StackSplit], p.Corrections));
    }

    private static void Refused(string code, List<InstanceHeader> files)
    {
        var assembly = SeriesAssembler.Assemble(files);
        Assert.Empty(assembly.Plans);
        var refusal = Assert.Single(assembly.Refusals);
        Assert.Equal((code, files.Count), (refusal.Refusal.Code, refusal.Instances.Count));
    }
}
