using MedMim.Imaging.Deidentification;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Tests.Deidentification;
using MedMim.Imaging.Workers;

namespace MedMim.Imaging.Tests.Workers;

/// <summary>De-identification in worker processes gives what it gives in this one.</summary>
[Collection(WorkerCollection.Name)]
public sealed class WorkerDeidentifierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_is_written_whole_and_a_refusal_comes_back()
    {
        var policy = new DeidentificationPolicy
        {
            Dates = LongitudinalDates.Modified, RetainSafePrivate = true, SafePrivate = [new("SIEMENS MR HEADER", "0019", "0C", "IS")],
        };
        var file = MadeFile.Slice().Text(0x00190010, Imaging.Dicom.DicomVr.LO, "SIEMENS MR HEADER").Text(0x0019100C, Imaging.Dicom.DicomVr.IS, "800");
        var source = _folder.File("in.dcm", file.Encode());
        await using var deidentifier = new WorkerDeidentifier(policy, Protected.Key, new WorkerOptions { Count = 1 });

        var result = await deidentifier.DeidentifyAsync(source, _folder.File("out.dcm"), TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => deidentifier.DeidentifyAsync(
            _folder.File("text.dcm", "no DICOM"u8), _folder.File("none.dcm"), TestContext.Current.CancellationToken));

        Assert.Equal(Protected.Bytes(file.Encode(), policy), await File.ReadAllBytesAsync(_folder.File("out.dcm"), TestContext.Current.CancellationToken));
        Assert.Matches("^[0-9a-f]{16}$", result.Patient);
        Assert.Equal(RefusalCodes.NotAScan, refused.Refusal.Code);
        Assert.Equal(3, Directory.GetFiles(_folder.Root).Length); // Nothing half-written.
    }
}
