using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Tests.Workers;

namespace MedMim.Imaging.Tests.Scans;

/// <summary>Real series that make no volume, and files that are no scans.</summary>
[Collection(WorkerCollection.Name)]
public sealed class RefusedSeriesTests(SharedReader shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("slicecount", RefusalCodes.TooFewSlices)]
    [InlineData("sliceincrement", RefusalCodes.MissingSlices)]
    [InlineData("sliceorientation", RefusalCodes.MixedOrientation)]
    public async Task Irregular_series(string name, string code)
    {
        var inspections = await shared.Reader.InspectAsync(ScanArchive.Files("dicom2nifti_truth", "failing", name), Token);
        var assembly = SeriesAssembler.Assemble([.. inspections.Select(i => i.Header!)]);
        Assert.Empty(assembly.Plans);
        Assert.Equal([code], assembly.Refusals.Select(r => r.Refusal.Code));
        Assert.Equal(inspections.Count, assembly.Refusals.Sum(r => r.Instances.Count));
    }

    [Fact]
    public async Task A_text_file_named_dcm()
    {
        using var scratch = new ScratchFolder();
        await File.WriteAllTextAsync(scratch["Doe^Jane.dcm"], "Doe^Jane, born 1960-01-01, was not scanned today.", Token);
        await File.WriteAllTextAsync(scratch["readme.txt"], "Nothing to see.", Token);
        await File.WriteAllBytesAsync(scratch["empty.dcm"], [], Token);
        var found = await shared.Reader.InspectAsync([scratch["Doe^Jane.dcm"], scratch["readme.txt"], scratch["empty.dcm"]], Token);
        Assert.All(found, i => Assert.Equal(FileKind.Other, i.Kind));
        Assert.Equal([RefusalCodes.NotAScan, null, RefusalCodes.NotAScan], found.Select(i => i.Refusal?.Code));
        Assert.DoesNotContain("Doe", found[0].Refusal!.Reason, StringComparison.OrdinalIgnoreCase);
    }

    // Cut within the header, within the pixels, and by one byte only.
    [Theory]
    [InlineData(900)]
    [InlineData(30_000)]
    [InlineData(-1)]
    public async Task A_truncated_file(int length)
    {
        var whole = await File.ReadAllBytesAsync(ScanArchive.Files("tumour_sts", "dicom", "STS_008", "CT", "image")[0], Token);
        using var scratch = new ScratchFolder();
        await File.WriteAllBytesAsync(scratch["cut.dcm"], whole[..(length < 0 ? whole.Length + length : length)], Token);
        var inspection = Assert.Single(await shared.Reader.InspectAsync([scratch["cut.dcm"]], Token));
        Assert.Equal(RefusalCodes.Truncated, inspection.Refusal?.Code);
    }

    [Fact]
    public async Task A_compressed_file_that_is_truncated()
    {
        var whole = await File.ReadAllBytesAsync(ScanArchive.File("dicom_codecs_wg04", "JPLL", "CT1_JPLL"), Token);
        using var scratch = new ScratchFolder();
        await File.WriteAllBytesAsync(scratch["cut.dcm"], whole[..(whole.Length / 2)], Token);
        var inspection = Assert.Single(await shared.Reader.InspectAsync([scratch["cut.dcm"]], Token));
        Assert.Equal(RefusalCodes.Truncated, inspection.Refusal?.Code);
    }

    [Fact]
    public async Task A_slice_that_was_cut_after_its_inspection()
    {
        var files = ScanArchive.Files("dicom2nifti_truth", "generic", "anatomical", "001");
        using var scratch = new ScratchFolder();
        var copies = files.Select(f => scratch[Path.GetFileName(f)]).ToList();
        files.Zip(copies).ToList().ForEach(p => File.Copy(p.First, p.Second));
        var inspections = await shared.Reader.InspectAsync(copies, Token);
        var plan = Assert.Single(SeriesAssembler.Assemble([.. inspections.Select(i => i.Header!)]).Plans);
        await using (var file = File.Open(copies[2], FileMode.Open))
        {
            file.SetLength(file.Length - 1000);
        }

        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => shared.Reader.ReadVolumeAsync(plan, scratch["v.npy"], Token));
        Assert.Equal(RefusalCodes.Truncated, refused.Refusal.Code);
        Assert.Empty(Directory.GetFiles(scratch.Path, "*.npy"));
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_or_is_gone()
    {
        using var scratch = new ScratchFolder();
        var inspection = Assert.Single(await shared.Reader.InspectAsync([scratch["gone.dcm"]], Token));
        Assert.Equal(RefusalCodes.Unreadable, inspection.Refusal?.Code);
        Assert.DoesNotContain("gone", inspection.Refusal!.Reason, StringComparison.Ordinal);
    }

    // 160 odd files: each is read or refused, none ends the run, and no refusal quotes a name or identifier.
    [Fact]
    public async Task Odd_files()
    {
        var files = ScanArchive.Files("dicom_misc_pydicom");
        var inspections = await shared.Reader.InspectAsync(files, Token);
        Assert.Equal(files, inspections.Select(i => i.Path));
        Assert.True(inspections.Count(i => i.Header is not null) > 80);
        var headers = inspections.Where(i => i.Header is not null).Select(i => i.Header!).ToList();
        var secrets = headers.SelectMany(h => new[] { h.PatientId, h.InstanceUid, Path.GetFileName(h.Path) }).Where(s => s.Length > 4);
        var images = inspections.Where(i => i is { Kind: FileKind.DicomImage, Refusal: null }).Select(i => i.Header!);
        var assemblies = images.GroupBy(h => h.SeriesUid).Select(g => SeriesAssembler.Assemble([.. g])).ToList();
        var reasons = inspections.Select(i => i.Refusal).OfType<Refusal>()
            .Concat(assemblies.SelectMany(a => a.Refusals).Select(r => r.Refusal)).ToList();
        Assert.NotEmpty(reasons);
        Assert.All(secrets.Distinct(), s => Assert.DoesNotContain(reasons, r => r.Reason.Contains(s, StringComparison.Ordinal)));

        using var scratch = new ScratchFolder();
        foreach (var plan in assemblies.SelectMany(a => a.Plans))
        {
            var stored = await shared.Reader.ReadVolumeAsync(plan, scratch["v.npy"], Token);
            Assert.True(stored.Maximum >= stored.Minimum);
        }

        var counts = reasons.GroupBy(r => r.Code).Select(g => $"{g.Key} {g.Count()}");
        TestContext.Current.SendDiagnosticMessage($"{inspections.Count(i => i.Header is not null)} headers, {assemblies.Sum(a => a.Plans.Count)} volumes; {string.Join(", ", counts)}");
    }
}
