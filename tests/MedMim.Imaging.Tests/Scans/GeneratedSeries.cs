using System.Runtime.InteropServices;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Pixels;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Tests.Workers;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Scans;

/// <summary>Series made for a test: written, inspected, assembled and read as real ones are.</summary>
internal sealed class GeneratedSeries(SharedReader shared) : IDisposable
{
    private readonly ScratchFolder scratch = new();
    private readonly List<DicomFile> files = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A slice of 4 rows and 5 columns, 1 mm × 1 mm, signed 16 bit, at <paramref name="z"/> mm.</summary>
    public static DicomDataset Slice(int number, double z, string modality = "MR") => new DicomDataset()
        .SetText(DicomTags.SopClassUid, DicomVr.UI, DicomUids.MrImage)
        .SetText(DicomTags.SopInstanceUid, DicomVr.UI, $"1.2.3.4.{number + 1}")
        .SetText(DicomTags.Modality, DicomVr.CS, modality)
        .SetText(DicomTags.PatientId, DicomVr.LO, "P1")
        .SetText(DicomTags.StudyInstanceUid, DicomVr.UI, "1.2.3")
        .SetText(DicomTags.SeriesInstanceUid, DicomVr.UI, "1.2.3.4")
        .SetIntegers(DicomTags.InstanceNumber, number + 1)
        .SetDecimals(DicomTags.ImagePositionPatient, 0, 0, z)
        .SetDecimals(DicomTags.ImageOrientationPatient, 1, 0, 0, 0, 1, 0)
        .SetDecimals(DicomTags.PixelSpacing, 1, 1)
        .SetShorts(DicomTags.SamplesPerPixel, 1)
        .SetText(DicomTags.PhotometricInterpretation, DicomVr.CS, "MONOCHROME2")
        .SetShorts(DicomTags.Rows, 4)
        .SetShorts(DicomTags.Columns, 5)
        .SetShorts(DicomTags.BitsAllocated, 16)
        .SetShorts(DicomTags.BitsStored, 16)
        .SetShorts(DicomTags.HighBit, 15)
        .SetShorts(DicomTags.PixelRepresentation, 1);

    /// <summary>Adds a file.</summary>
    public void Add<T>(DicomDataset dataset, ReadOnlySpan<T> pixels)
        where T : unmanaged => files.Add(new(dataset, MemoryMarshal.AsBytes(pixels).ToArray(), scratch[$"{files.Count}.dcm"]));

    /// <summary>Adds a file whose pixels are among its elements.</summary>
    public void Add(DicomDataset dataset) => files.Add(new(dataset, null, scratch[$"{files.Count}.dcm"]));

    /// <summary>Writes the files and says what each is.</summary>
    public async Task<IReadOnlyList<FileInspection>> InspectAsync()
    {
        await shared.Writer.WriteAsync(files, Token);
        return await shared.Reader.InspectAsync([.. files.Select(f => f.Path)], Token);
    }

    /// <summary>Writes the files and assembles them.</summary>
    public async Task<SeriesAssembly> AssembleAsync()
    {
        var inspections = await InspectAsync();
        Assert.All(inspections, i => Assert.Null(i.Refusal));
        return SeriesAssembler.Assemble([.. inspections.Select(i => i.Header!)]);
    }

    /// <summary>Writes the files and reads every volume of them.</summary>
    public async Task<IReadOnlyList<(SeriesPlan Plan, StoredVoxels Stored, float[] Values)>> ReadAllAsync()
    {
        var assembly = await AssembleAsync();
        Assert.Empty(assembly.Refusals.Select(r => r.Refusal));
        var volumes = new List<(SeriesPlan, StoredVoxels, float[])>();
        foreach (var plan in assembly.Plans)
        {
            var stored = await shared.Reader.ReadVolumeAsync(plan, scratch["v.npy"], Token);
            volumes.Add((plan, stored, stored.VoxelType == VoxelType.Int16
                ? Array.ConvertAll(NpyFile.Read<short>(scratch["v.npy"]), v => (float)v)
                : NpyFile.Read<float>(scratch["v.npy"])));
        }

        return volumes;
    }

    /// <summary>Writes the files and reads the only volume of them.</summary>
    public async Task<(SeriesPlan Plan, StoredVoxels Stored, float[] Values)> ReadAsync() => Assert.Single(await ReadAllAsync());

    public void Dispose() => scratch.Dispose();
}
