using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Pixels;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Segmentations;
using MedMim.Imaging.Structures;

namespace MedMim.Datasets.Tests.Fakes;

/// <summary>Reads volume files in this process, counts what it reads, and can stop like a killed program.</summary>
internal sealed class VolumeScanReader : IScanReader
{
    private int reads;

    public int Parallelism => 2;

    /// <summary>Volumes read.</summary>
    public int Reads => reads;

    /// <summary>After so many volumes, reading fails as if the program had been stopped.</summary>
    public int StopAfter { get; init; } = int.MaxValue;

    public Task<IReadOnlyList<FileInspection>> InspectAsync(IReadOnlyList<string> paths, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<FileInspection>>([.. paths.Select(Inspect)]);

    public Task<StoredVoxels> ReadVolumeAsync(SeriesPlan plan, string npyPath, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref reads) > StopAfter)
        {
            throw new OperationCanceledException();
        }

        var volume = VolumeFile.Read(plan.Files[0]);
        NpyFile.Write(npyPath, volume);
        var values = VolumeFile.ReadFloat(plan.Files[0]).Voxels;
        return Task.FromResult(new StoredVoxels(volume.Geometry, volume.VoxelType, values.Min(), values.Max()));
    }

    public Task<StructureSet> ReadStructuresAsync(string path, CancellationToken cancellation) =>
        throw new NotSupportedException(path);

    public Task<SegmentationObject> ReadSegmentationAsync(string path, CancellationToken cancellation) =>
        throw new NotSupportedException(path);

    public Task ReadSegmentsAsync(SegmentsPlan plan, string npyPath, CancellationToken cancellation) =>
        throw new NotSupportedException(plan.Path);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static FileInspection Inspect(string path)
    {
        if (!VolumeFile.HasVolumeExtension(path))
        {
            return new(path, FileKind.Other);
        }

        try
        {
            return new(path, FileKind.Volume) { Geometry = VolumeFile.Inspect(path).Geometry };
        }
        catch (RefusedException e)
        {
            return new(path, FileKind.Volume) { Refusal = e.Refusal };
        }
    }
}
