using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Tests.Workers;

namespace MedMim.Imaging.Tests.Scans.Series;

/// <summary>Slices that are there twice: the same pixels are one slice, other pixels a conflict.</summary>
[Collection(WorkerCollection.Name)]
public sealed class SliceCopyTests(SharedReader shared)
{
    private static short[] Pixels(int slice) => [.. Enumerable.Range(0, 20).Select(i => (short)((100 * slice) + i))];

    [Theory]
    [InlineData(true)] // The same SOP Instance UID.
    [InlineData(false)] // Another, at the same position.
    public async Task The_same_pixels_are_kept_once(bool sameUid)
    {
        using var series = Series(sameUid, Pixels(2));

        var (plan, stored, values) = await series.ReadAsync();

        Assert.Equal(4, stored.Geometry.Size.Z);
        Assert.Equal(Enumerable.Range(0, 4).SelectMany(Pixels).Select(v => (float)v), values);
        Assert.Equal([Corrections.DuplicatesRemoved], plan.Corrections);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Other_pixels_are_a_conflict(bool sameUid)
    {
        using var series = Series(sameUid, [.. Pixels(2)[..19], 7]);

        var refused = await Assert.ThrowsAsync<RefusedException>(series.ReadAsync);

        Assert.Equal(RefusalCodes.ConflictingDuplicates, refused.Refusal.Code);
    }

    [Fact]
    public async Task The_same_pixels_with_another_meaning_are_a_conflict()
    {
        using var series = Series(true, Pixels(2), d => d.SetDecimals(DicomTags.RescaleIntercept, -1024));

        Assert.Equal(RefusalCodes.ConflictingDuplicates, (await Assert.ThrowsAsync<RefusedException>(series.ReadAsync)).Refusal.Code);
    }

    [Fact]
    public async Task A_copy_of_another_size_is_a_conflict()
    {
        using var series = Series(true, [.. Pixels(2), .. Pixels(3)], d => d.SetShorts(DicomTags.Rows, 8));

        Assert.Equal(RefusalCodes.ConflictingDuplicates, (await Assert.ThrowsAsync<RefusedException>(series.ReadAsync)).Refusal.Code);
    }

    private GeneratedSeries Series(bool sameUid, short[] copy, Func<DicomDataset, DicomDataset>? change = null)
    {
        var series = new GeneratedSeries(shared);
        for (var k = 0; k < 4; k++)
        {
            series.Add<short>(GeneratedSeries.Slice(k, 2 * k), Pixels(k));
        }

        var dataset = GeneratedSeries.Slice(2, 4);
        series.Add<short>((change ?? (d => d))(sameUid ? dataset : dataset.SetText(DicomTags.SopInstanceUid, DicomVr.UI, "1.2.3.4.99")), copy);
        return series;
    }
}
