using System.Runtime.InteropServices;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Pixels;
using MedMim.Imaging.Tests.Workers;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Scans.Pixels;

/// <summary>From stored pixels to values: widths, signs, polarity, rescale, floating point.</summary>
[Collection(WorkerCollection.Name)]
public sealed class StoredPixelTests(SharedReader shared)
{
    private static DicomDataset Format(DicomDataset dataset, ushort allocated, ushort stored, ushort signed) => dataset
        .SetShorts(DicomTags.BitsAllocated, allocated).SetShorts(DicomTags.BitsStored, stored)
        .SetShorts(DicomTags.HighBit, (ushort)(stored - 1)).SetShorts(DicomTags.PixelRepresentation, signed);

    private async Task<(StoredVoxels Stored, float[] Values)> ReadAsync<T>(T[] pixels, Func<DicomDataset, DicomDataset> change, string modality = "MR")
        where T : unmanaged
    {
        using var series = new GeneratedSeries(shared);
        for (var k = 0; k < 3; k++)
        {
            series.Add<T>(change(GeneratedSeries.Slice(k, k, modality)), pixels);
        }

        var (_, stored, values) = await series.ReadAsync();
        Assert.Equal(values[..20], values[20..40]);
        return (stored, values[..20]);
    }

    private static T[] Twenty<T>(params T[] values) => [.. Enumerable.Range(0, 20).Select(i => values[i % values.Length])];

    [Fact]
    public async Task Widths_and_signs()
    {
        Assert.Equal(Twenty(0f, 200f, 255f), (await ReadAsync(Twenty<byte>(0, 200, 255), d => Format(d, 8, 8, 0))).Values);
        Assert.Equal(Twenty(-128f, 127f), (await ReadAsync(Twenty<sbyte>(-128, 127), d => Format(d, 8, 8, 1))).Values);
        Assert.Equal(Twenty(0f, 65535f), (await ReadAsync(Twenty<ushort>(0, 65535), d => Format(d, 16, 16, 0))).Values);
        Assert.Equal(Twenty(-2048f, 2047f, -1f), (await ReadAsync(Twenty<short>(-2048, 2047, -1), d => Format(d, 16, 12, 1))).Values);
        Assert.Equal(Twenty(0f, 4e9f), (await ReadAsync(Twenty<uint>(0, 4_000_000_000), d => Format(d, 32, 32, 0))).Values);
        Assert.Equal(Twenty(-70_000f, 70_000f), (await ReadAsync(Twenty(-70_000, 70_000), d => Format(d, 32, 32, 1))).Values);
    }

    [Fact]
    public async Task An_overlay_in_unused_bits_is_left_out_and_said()
    {
        static DicomDataset Overlay(DicomDataset d, ushort bit) => Format(d, 16, 12, 0)
            .SetShorts(new(0x6000, 0x0100), 16).SetShorts(new(0x6000, 0x0102), bit);
        var (stored, values) = await ReadAsync(Twenty<ushort>(0x8000, 0x8FFF, 5), d => Overlay(d, 15));
        Assert.Equal(Twenty(0f, 4095f, 5f), values);
        Assert.Equal([Corrections.OverlayBitsRemoved], stored.Corrections);
        await RefusedAsync(Twenty<ushort>(0x8000, 0x8FFF, 5), d => Overlay(d, 12));
    }

    [Fact]
    public async Task Pixels_wider_than_the_header_says_are_refused()
    {
        await RefusedAsync(Twenty<ushort>(0, 4096), d => Format(d, 16, 12, 0));
        await RefusedAsync(Twenty<byte>(0x7F, 0x80), d => Format(d, 8, 7, 0));
        await RefusedAsync(Twenty<short>(-2049), d => Format(d, 16, 12, 1));
        await RefusedAsync(Twenty<short>(2048 + 4096), d => Format(d, 16, 12, 1));
        await RefusedAsync(Twenty(1u << 24), d => Format(d, 32, 24, 0));
        await RefusedAsync(Twenty<ushort>(1), d => Format(d, 16, 12, 0).SetShorts(DicomTags.HighBit, 15));

        // Negative numbers of twelve bits, their sign repeated or not.
        Assert.Equal(Twenty(-1f, -1f, 7f), (await ReadAsync(Twenty<short>(-1, 0x0FFF, 7), d => Format(d, 16, 12, 1))).Values);
        Assert.Equal(Twenty(-1f, 3f), (await ReadAsync(Twenty<short>(-16, 48), d => Format(d, 16, 12, 1).SetShorts(DicomTags.HighBit, 15))).Values);
    }

    private async Task RefusedAsync<T>(T[] pixels, Func<DicomDataset, DicomDataset> change)
        where T : unmanaged =>
        Assert.Equal(RefusalCodes.PixelMismatch, (await Assert.ThrowsAsync<RefusedException>(() => ReadAsync(pixels, change))).Refusal.Code);

    [Fact]
    public async Task Monochrome1_is_turned_round_where_values_have_no_unit()
    {
        DicomDataset White(DicomDataset d) => Format(d, 16, 12, 0).SetText(DicomTags.PhotometricInterpretation, DicomVr.CS, "MONOCHROME1");
        var (stored, values) = await ReadAsync(Twenty<ushort>(0, 95, 4095), White);
        Assert.Equal(Twenty(4095f, 4000f, 0f), values);
        Assert.Equal([Corrections.Monochrome1Inverted], stored.Corrections);

        var (signed, below) = await ReadAsync(Twenty<short>(-2048, 0), d => White(d).SetShorts(DicomTags.PixelRepresentation, 1)
            .SetDecimals(DicomTags.RescaleSlope, 2).SetDecimals(DicomTags.RescaleIntercept, 10));
        Assert.Equal(Twenty((2 * 2047f) + 10, (2 * -1f) + 10), below);
        Assert.Equal([Corrections.Monochrome1Inverted], signed.Corrections);

        // Hounsfield units are what they are.
        var (ct, hounsfield) = await ReadAsync(
            Twenty<ushort>(0, 1064), d => White(d).SetDecimals(DicomTags.RescaleSlope, 1).SetDecimals(DicomTags.RescaleIntercept, -1024), "CT");
        Assert.Equal(Twenty(-1024f, 40f), hounsfield);
        Assert.Equal(("HU", 0), (ct.Unit, ct.Corrections.Count));
        var (density, _) = await ReadAsync(Twenty<short>(7), d => d.SetText(DicomTags.RescaleType, DicomVr.LO, "ED"), "CT");
        Assert.Equal(string.Empty, density.Unit);
    }

    [Fact]
    public async Task A_rescale_a_slice()
    {
        using var series = new GeneratedSeries(shared);
        for (var k = 0; k < 4; k++)
        {
            series.Add<short>(
                GeneratedSeries.Slice(k, k).SetDecimals(DicomTags.RescaleSlope, 0.25 * (k + 1)).SetDecimals(DicomTags.RescaleIntercept, k),
                Twenty<short>(8));
        }

        var (_, stored, values) = await series.ReadAsync();
        Assert.Equal(VoxelType.Int16, stored.VoxelType);
        Assert.Equal([2f, 5f, 8f, 11f], values.Where((_, i) => i % 20 == 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Floating_point_pixels(bool isDouble)
    {
        using var series = new GeneratedSeries(shared);
        for (var k = 0; k < 3; k++)
        {
            var values = Enumerable.Range(0, 20).Select(i => (i * 0.1) - k).ToArray();
            var dataset = GeneratedSeries.Slice(k, k).SetShorts(DicomTags.BitsAllocated, (ushort)(isDouble ? 64 : 32));
            foreach (var tag in new[] { DicomTags.BitsStored, DicomTags.HighBit, DicomTags.PixelRepresentation })
            {
                dataset.Remove(tag);
            }

            dataset.Set(isDouble
                ? new(DicomTags.DoubleFloatPixelData, DicomVr.OD) { Bytes = MemoryMarshal.AsBytes(values.AsSpan()).ToArray() }
                : new(DicomTags.FloatPixelData, DicomVr.OF) { Bytes = MemoryMarshal.AsBytes(Array.ConvertAll(values, v => (float)v).AsSpan()).ToArray() });
            series.Add(dataset);
        }

        var (_, stored, read) = await series.ReadAsync();
        Assert.Equal(VoxelType.Float32, stored.VoxelType);
        Assert.Equal(Enumerable.Range(0, 60).Select(i => (float)((i % 20 * 0.1) - (i / 20))), read);
    }

    [Fact]
    public async Task A_lookup_table_is_refused()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => ReadAsync(Twenty<short>(1), d => d.SetItems(
            DicomTags.ModalityLutSequence, new DicomDataset().SetShorts(new(0x0028, 0x3002), 4, 0, 16).SetShorts(new(0x0028, 0x3006), 1, 2, 3, 4))));
        Assert.Equal(RefusalCodes.Unsupported, refused.Refusal.Code);
    }
}
