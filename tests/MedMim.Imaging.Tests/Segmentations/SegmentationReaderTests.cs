using System.Buffers.Binary;
using CsCheck;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Segmentations;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Segmentations;

/// <summary>Segmentations as other programs may write them: kinds, planes, orders and parts of a grid.</summary>
public sealed class SegmentationReaderTests
{
    private static readonly VolumeGeometry Grid = SourceSeries.Grid(new(3, 4, 5));

    // A stack of frames along any axis of the grid, either way round, in any order, gives the same labels.
    [Fact]
    public void Frames_in_any_plane_and_order() =>
        Gen.Select(Gen.Int[0, 2], Gen.Bool.Array[3], Gen.Byte[0, 1].Array[60], Gen.Int[0, 1000]).Sample((normal, flips, voxels, order) =>
        {
            var labels = new Volume<byte>(Grid, voxels);
            var (across, down) = normal switch { 0 => (2, 1), 1 => (2, 0), _ => (1, 0) };
            int[] size = [3, 4, 5];
            var frames = Enumerable.Range(0, size[normal]).OrderBy(k => (k * 7919) ^ order).Select(k =>
            {
                (int Z, int Y, int X) At(int row, int column)
                {
                    var index = new int[3];
                    index[normal] = k;
                    index[down] = flips[1] ? size[down] - 1 - row : row;
                    index[across] = flips[2] ? size[across] - 1 - column : column;
                    return (index[0], index[1], index[2]);
                }

                return (At: (Func<int, int, (int Z, int Y, int X)>)At, k);
            }).ToArray();
            var pixels = frames.SelectMany(f => Enumerable.Range(0, size[down]).SelectMany(
                row => Enumerable.Range(0, size[across]).Select(column => labels[f.At(row, column).Z, f.At(row, column).Y, f.At(row, column).X])));
            var dataset = Header(SegmentationKind.Binary, size[down], size[across], [.. frames.Select(f => Place(f.At))]);
            Assert.Equal(labels.Voxels, Read(dataset, Pack([.. pixels])).Voxels);
        });

    [Theory]
    [InlineData(0.5, new byte[] { 0, 0, 0, 1, 1, 1 })]
    [InlineData(0.25, new byte[] { 0, 0, 1, 1, 1, 1 })]
    [InlineData(1, new byte[] { 0, 0, 0, 0, 0, 1 })]
    [InlineData(0, new byte[] { 0, 1, 1, 1, 1, 1 })]
    public void Fractions_count_from_a_threshold(double threshold, byte[] expected)
    {
        var dataset = Header(SegmentationKind.Fractional, 1, 6, [Place((_, column) => (0, 0, column))])
            .SetShorts(SegmentationTags.MaximumFractionalValue, 200);
        var grid = SourceSeries.Grid(new(3, 4, 6));
        var labels = Read(dataset, [0, 1, 50, 100, 150, 200], grid, threshold);
        Assert.Equal(expected, labels.Voxels[..6]);
    }

    [Fact]
    public void A_label_map_of_sixteen_bits()
    {
        var dataset = Header(SegmentationKind.Labelmap, 1, 3, [Place((_, column) => (1, 2, 1 + column))], 300)
            .SetShorts(DicomTags.BitsAllocated, 16);
        var pixels = new byte[6];
        BinaryPrimitives.WriteUInt16LittleEndian(pixels.AsSpan(2), 300);
        BinaryPrimitives.WriteUInt16LittleEndian(pixels.AsSpan(4), 44);
        var labels = Read(dataset, pixels, segment: 300);
        Assert.Equal(1, labels[1, 2, 2]);
        Assert.Equal(1, labels.Voxels.Sum(v => v));
    }

    [Fact]
    public void A_part_of_the_grid_is_placed_and_a_part_beyond_it_may_be_empty()
    {
        // Two by three pixels that begin a column before the grid.
        var dataset = Header(SegmentationKind.Binary, 2, 3, [Place((row, column) => (2, 1 + row, column - 1))]);
        var labels = Read(dataset, Pack([0, 1, 1, 0, 0, 1]));
        Assert.Equal((1, 1, 1, 0), (labels[2, 1, 0], labels[2, 1, 1], labels[2, 2, 1], labels[2, 2, 0]));
        var refusal = Assert.Throws<RefusedException>(() => Read(dataset, Pack([1, 0, 0, 0, 0, 0]))).Refusal;
        Assert.Equal(RefusalCodes.LabelBeyondImage, refusal.Code);
    }

    [Fact]
    public void Frames_padded_to_whole_bytes_are_refused_rather_than_shifted()
    {
        var dataset = Header(SegmentationKind.Binary, 3, 3, [.. Enumerable.Range(0, 3).Select(z => Place((row, column) => (z, row, column)))]);
        Assert.Equal(27, Read(dataset, Pack([.. Enumerable.Repeat((byte)1, 27)])).Voxels.Sum(v => v));
        var refusal = Assert.Throws<RefusedException>(() => Read(dataset, new byte[6])).Refusal;
        Assert.Equal(RefusalCodes.PixelMismatch, refusal.Code);
    }

    [Theory]
    [InlineData(true, new[] { 0, 2, 4, 6 })]
    [InlineData(true, new[] { 0, 3, 6 })]
    [InlineData(false, new[] { 0, 1, 4, 6 })]
    [InlineData(false, new[] { 0, 6 })]
    public void A_segment_with_slices_left_out_everywhere_is_refused(bool isRefused, int[] slices)
    {
        var grid = SourceSeries.Grid(new(7, 4, 5));
        var dataset = Header(SegmentationKind.Binary, 1, 2, [.. slices.Select(z => Place((_, column) => (z, 2, 2 + column)))]);
        var refusal = (Record.Exception(() => Read(dataset, Pack([.. slices.SelectMany(_ => new byte[] { 1, 1 })]), grid)) as RefusedException)?.Refusal.Code;
        Assert.Equal(isRefused ? RefusalCodes.ContourSparse : null, refusal);
    }

    private static Volume<byte> Read(
        DicomDataset dataset, byte[] pixels, VolumeGeometry? grid = null, double threshold = 0.5, int segment = 1) =>
        new SegmentationReader(new MemoryToolkit(dataset, pixels)).ReadLabels(new("x", [new(segment, 1)], grid ?? Grid)
        {
            Threshold = threshold,
        });

    // The functional groups of a frame whose pixel [row, column] is the voxel that at says.
    private static DicomDataset Place(Func<int, int, (int Z, int Y, int X)> at)
    {
        Vector3 Point(int row, int column)
        {
            var (z, y, x) = at(row, column);
            return Grid.ToPhysical(z, y, x);
        }

        var (origin, right, below) = (Point(0, 0), Point(0, 1) - Point(0, 0), Point(1, 0) - Point(0, 0));
        if (below.Length == 0)
        {
            below = Grid.Spacing.Y * Grid.AxisY;
        }

        var (x, y) = ((1 / right.Length) * right, (1 / below.Length) * below);
        return new DicomDataset()
            .SetItems(DicomTags.PlanePositionSequence, new DicomDataset()
                .SetDecimals(DicomTags.ImagePositionPatient, origin.X, origin.Y, origin.Z))
            .SetItems(DicomTags.PlaneOrientationSequence, new DicomDataset()
                .SetDecimals(DicomTags.ImageOrientationPatient, x.X, x.Y, x.Z, y.X, y.Y, y.Z))
            .SetItems(DicomTags.PixelMeasuresSequence, new DicomDataset()
                .SetDecimals(DicomTags.PixelSpacing, below.Length, right.Length))
            .SetItems(SegmentationTags.SegmentIdentificationSequence, new DicomDataset()
                .SetShorts(SegmentationTags.ReferencedSegmentNumber, 1));
    }

    private static DicomDataset Header(SegmentationKind kind, int rows, int columns, DicomDataset[] frames, ushort segment = 1)
    {
        var bits = (ushort)(kind == SegmentationKind.Binary ? 1 : 8);
        return new DicomDataset()
            .SetText(DicomTags.SopClassUid, DicomVr.UI, DicomUids.Segmentation)
            .SetText(SegmentationTags.SegmentationType, DicomVr.CS, kind.ToString().ToUpperInvariant())
            .SetItems(SegmentationTags.SegmentSequence, new DicomDataset()
                .SetShorts(SegmentationTags.SegmentNumber, segment)
                .SetText(SegmentationTags.SegmentLabel, DicomVr.LO, "tumour"))
            .SetIntegers(DicomTags.NumberOfFrames, frames.Length)
            .SetShorts(DicomTags.Rows, (ushort)rows)
            .SetShorts(DicomTags.Columns, (ushort)columns)
            .SetShorts(DicomTags.BitsAllocated, bits)
            .SetItems(DicomTags.PerFrameFunctionalGroupsSequence, frames);
    }

    private static byte[] Pack(byte[] bits)
    {
        var packed = new byte[(bits.Length + 7) / 8];
        for (var i = 0; i < bits.Length; i++)
        {
            packed[i / 8] |= (byte)(bits[i] << (i % 8));
        }

        return packed;
    }
}
