using System.Diagnostics;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Segmentations;
using MedMim.Imaging.Tests.Dicom;
using MedMim.Imaging.Tests.Scans;
using MedMim.Imaging.Volumes;
using MedMim.Imaging.Workers;

namespace MedMim.Imaging.Tests.Workers;

[Collection(WorkerCollection.Name)]
public sealed class WorkerScanReaderTests(SharedReader shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_its_toolkit() =>
        Assert.Matches(@"^(GDCM|fo-dicom) \d+\.\d+", await shared.Reader.DescribeToolkitAsync(Token));

    // GDCM's assertions end the process where nothing follows the file meta information (gdcmFileMetaInformation.cxx:375).
    // The guard refuses such a file beforehand, but not in a transfer syntax that it does not know.
    [Fact]
    public async Task A_file_that_kills_the_decoder_costs_only_itself()
    {
        await OnlyGdcmAsync();
        var good = ScanArchive.Files("tumour_sts", "dicom", "STS_008", "MR_T1", "image");
        using var scratch = new ScratchFolder();
        var deadly = scratch["deadly"];
        await File.WriteAllBytesAsync(deadly, new DicomBytes("1.2.3.4").File, Token);
        string[] files = [good[0], good[1], deadly, good[2], deadly, good[3]];
        var inspections = await shared.Reader.InspectAsync(files, Token);
        Assert.Equal(files, inspections.Select(i => i.Path));
        Assert.Equal(
            [null, null, RefusalCodes.DecoderCrashed, null, RefusalCodes.DecoderCrashed, null],
            inspections.Select(i => i.Refusal?.Code));
    }

    [Fact]
    public async Task A_volume_that_kills_the_decoder_is_refused()
    {
        await OnlyGdcmAsync();
        using var scratch = new ScratchFolder();
        var deadly = scratch["deadly"];
        await File.WriteAllBytesAsync(deadly, new DicomBytes("1.2.3.4").File, Token);
        var plan = new SeriesPlan(FileKind.DicomImage, [deadly], VolumeGeometry.Identity(new(1, 10, 10), new(1, 1, 1)));
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => shared.Reader.ReadVolumeAsync(plan, scratch["v.npy"], Token));
        Assert.Equal(RefusalCodes.DecoderCrashed, refused.Refusal.Code);
        Assert.Equal([deadly], Directory.GetFileSystemEntries(scratch.Path));
    }

    [Fact]
    public async Task A_source_that_kills_the_writer_of_its_segmentation_is_refused()
    {
        await OnlyGdcmAsync();
        using var scratch = new ScratchFolder();
        await File.WriteAllBytesAsync(scratch["deadly"], new DicomBytes("1.2.3.4").File, Token);
        var grid = VolumeGeometry.Identity(new(1, 10, 10), new(1, 1, 1));
        NpyFile.Write(scratch["labels.npy"], new Volume<byte>(grid));
        var export = new SegmentationExport(
            new SeriesPlan(FileKind.DicomImage, [scratch["deadly"]], grid), scratch["labels.npy"], grid,
            new([SegmentDescription.Named(1, "tumour")]), scratch["out.dcm"]);

        await using var writer = new WorkerDicomWriter(new WorkerOptions { Count = 1 });
        var refused = await Assert.ThrowsAsync<RefusedException>(() => writer.WriteAsync(export, Token));

        Assert.Equal(RefusalCodes.DecoderCrashed, refused.Refusal.Code);
        Assert.False(File.Exists(scratch["out.dcm"]));
    }

    // A pipe without a writer: opening it never returns.
    [Fact]
    public async Task A_file_that_never_answers_costs_only_itself()
    {
        using var scratch = new ScratchFolder();
        using (var make = Process.Start("mkfifo", scratch["stuck.dcm"]))
        {
            await make.WaitForExitAsync(Token);
        }

        await File.WriteAllTextAsync(scratch["text.dcm"], "text", Token);
        await using var reader = new WorkerScanReader(new() { Count = 1, Timeout = TimeSpan.FromSeconds(4) });
        var inspections = await reader.InspectAsync([scratch["stuck.dcm"], scratch["text.dcm"]], Token);
        Assert.Equal(
            [RefusalCodes.DecoderTimeout, RefusalCodes.NotAScan], inspections.Select(i => i.Refusal?.Code));
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        using var scratch = new ScratchFolder();
        using (var make = Process.Start("mkfifo", scratch["stuck.dcm"]))
        {
            await make.WaitForExitAsync(Token);
        }

        await using var reader = new WorkerScanReader(new() { Count = 1 });
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        cancel.CancelAfter(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.InspectAsync([scratch["stuck.dcm"]], cancel.Token));
    }

    [Fact]
    public async Task A_missing_worker_program_is_named()
    {
        await using var reader = new WorkerScanReader(new() { Program = "/nowhere/worker.dll" });
        var problem = await Assert.ThrowsAsync<InputException>(() => reader.InspectAsync(["/nowhere/a.dcm"], Token));
        Assert.Contains("MEDMIM_WORKER", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_no_worker_is_named()
    {
        await using var reader = new WorkerScanReader(new() { Program = "/bin/true" });
        await Assert.ThrowsAsync<InputException>(() => reader.InspectAsync(["/nowhere/a.dcm"], Token));
    }

    [Fact]
    public async Task Batches_run_side_by_side()
    {
        var files = ScanArchive.Files("tumour_sts", "dicom", "STS_025");
        var batches = await Task.WhenAll(files.Chunk(25).Select(b => shared.Reader.InspectAsync(b, Token)));
        Assert.Equal(files, batches.SelectMany(b => b).Select(i => i.Path));
        Assert.DoesNotContain(batches.SelectMany(b => b), i => i.Refusal is not null);
    }

    [Fact]
    public async Task An_unwritable_target_is_an_io_error()
    {
        var file = ScanArchive.Files("tumour_sts", "dicom", "STS_008", "CT", "image")[0];
        var plan = new SeriesPlan(FileKind.DicomImage, [file], VolumeGeometry.Identity(new(1, 137, 141), new(1, 1, 1)));
        await Assert.ThrowsAsync<IOException>(() => shared.Reader.ReadVolumeAsync(plan, "/proc/nowhere/v.npy", Token));
    }

    private async Task OnlyGdcmAsync() => Assert.SkipUnless(
        (await shared.Reader.DescribeToolkitAsync(Token)).StartsWith("GDCM", StringComparison.Ordinal), "GDCM alone dies of it.");
}
