using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Tests.Workers;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Scans;

/// <summary>DICOM series to volumes, against reference NIfTI files made by other software.</summary>
[Collection(WorkerCollection.Name)]
public sealed class DicomVolumeTests(SharedReader shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("STS_008", "CT", 0)]
    [InlineData("STS_025", "CT", 0)]
    [InlineData("STS_008", "MR_T1", 0)]
    [InlineData("STS_025", "MR_T1", 0)]
    [InlineData("STS_008", "PET", 3e-6)]
    [InlineData("STS_025", "PET", 3e-6)]
    public async Task Equals_the_reference_volume(string patient, string modality, double tolerance)
    {
        var truth = NiftiTruth.Read(RealScans.File("tumour_sts", "nifti", patient, $"{modality}_image.nii.gz"));
        var (stored, values) = await ReadAsync(RealScans.Files("tumour_sts", "dicom", patient, modality, "image"));

        var expected = truth.On(stored.Geometry);
        Assert.True(MaximumDifference(values, expected) <= tolerance, $"Differs by {MaximumDifference(values, expected)}.");
        Assert.Equal(modality == "PET" ? VoxelType.Float32 : VoxelType.Int16, stored.VoxelType);
        Assert.Equal((values.Min(), values.Max()), (stored.Minimum, stored.Maximum));
    }

    internal static double MaximumDifference(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();

    private async Task<(StoredVoxels Stored, double[] Values)> ReadAsync(IReadOnlyList<string> files)
    {
        var inspections = await shared.Reader.InspectAsync(files, Token);
        Assert.All(inspections, i => Assert.Null(i.Refusal));
        var assembly = SeriesAssembler.Assemble([.. inspections.Select(i => i.Header!)]);
        Assert.Empty(assembly.Refusals);
        var plan = Assert.Single(assembly.Plans);
        using var scratch = new ScratchFolder();
        var stored = await shared.Reader.ReadVolumeAsync(plan, scratch["volume.npy"], Token);
        double[] values = stored.VoxelType == VoxelType.Int16
            ? [.. NpyFile.Read<short>(scratch["volume.npy"]).Select(v => (double)v)]
            : [.. NpyFile.Read<float>(scratch["volume.npy"]).Select(v => (double)v)];
        return (stored, values);
    }
}
