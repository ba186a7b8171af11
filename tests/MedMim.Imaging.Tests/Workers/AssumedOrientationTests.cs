using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Volumes;
using MedMim.Imaging.Workers;

namespace MedMim.Imaging.Tests.Workers;

public sealed class AssumedOrientationTests
{
    [Theory]
    [InlineData(AssumedOrientation.Refuse)]
    [InlineData(AssumedOrientation.Ras)]
    public async Task AWorkerTakesUnorientedFilesAsItWasTold(AssumedOrientation told)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("v.nii");
        VolumeFile.Write(path, new Volume<short>(VolumeGeometry.Identity(new(3, 4, 5), new(1, 2, 3))));
        var bytes = File.ReadAllBytes(path);
        bytes[252] = bytes[254] = 0; // neither qform nor sform
        File.WriteAllBytes(path, bytes);

        var cancellation = TestContext.Current.CancellationToken;
        await using var reader = new WorkerScanReader(new WorkerOptions { Count = 1, AssumedOrientation = told });
        Assert.Equal(told, reader.AssumedOrientation);
        var inspection = (await reader.InspectAsync([path], cancellation)).Single();
        if (told == AssumedOrientation.Refuse)
        {
            Assert.Equal(RefusalCodes.AmbiguousOrientation, inspection.Refusal!.Code);
            return;
        }

        Assert.Equal(new Vector3(-1, 0, 0), inspection.Geometry!.AxisX);
        var plan = new SeriesPlan(FileKind.Volume, [path], inspection.Geometry);
        var stored = await reader.ReadVolumeAsync(plan, folder.File("v.npy"), cancellation);
        Assert.Equal(inspection.Geometry, stored.Geometry);
    }
}
