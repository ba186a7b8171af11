using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Pixels;
using MedMim.Imaging.Scans.Series;
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
        var truth = NiftiTruth.Read(ScanArchive.File("tumour_sts", "nifti", patient, $"{modality}_image.nii.gz"));
        var (stored, values) = await ReadAsync(ScanArchive.Files("tumour_sts", "dicom", patient, modality, "image"));

        var difference = MaximumDifference(values, truth.On(stored.Geometry));
        TestContext.Current.SendDiagnosticMessage($"{patient} {modality}: largest difference {difference}");
        Assert.True(difference <= tolerance, $"Differs by {difference}.");
        Assert.Equal(modality == "PET" ? VoxelType.Float32 : VoxelType.Int16, stored.VoxelType);
        Assert.Equal((values.Min(), values.Max()), (stored.Minimum, stored.Maximum));
    }

    // JPEG 2000. The digest is of the voxels that dcm2niix makes of it, rows from the front.
    [Fact]
    public async Task Compressed_body()
    {
        var (stored, values) = await ReadAsync(ScanArchive.Files("organs_totalsegmentator", "example_ct_dicom"));
        var geometry = new VolumeGeometry(
            new(20, 512, 512), new(0.9765625, 0.9765625, 2), new(-249.51171875, -437.51171875, -804.5), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));
        Assert.True(stored.Geometry.CoincidesWith(geometry, 1e-9), stored.Geometry.ToString());
        var voxels = Array.ConvertAll(values, v => (short)v);
        Assert.Equal(
            "0D9F62D8433A424E582D5A4478BA5AF0EFF3F5C3589FC90AF21B0C448FD0FF5E",
            Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(voxels.AsSpan()))));
    }

    // A ramp along each axis: a flipped or swapped axis shows. (The set's own NIfTI file has its slices the other way up.)
    [Fact]
    public async Task Orientation_phantom()
    {
        var (stored, values) = await ReadAsync(ScanArchive.Files("ibsi2_orientation", "dicom"));
        var size = stored.Geometry.Size;
        Assert.Equal(new GridSize(64, 48, 32), size);
        for (var z = 0; z < size.Z; z++)
        {
            for (var y = 0; y < size.Y; y++)
            {
                for (var x = 0; x < size.X; x++)
                {
                    var point = stored.Geometry.ToPhysical(z, y, x);
                    Assert.Equal((point.X + point.Y - point.Z) / 2, values[size.Offset(z, y, x)]);
                }
            }
        }
    }

    [Fact]
    public async Task Lung()
    {
        var truth = NiftiTruth.Read(ScanArchive.File("NC_tumour_ibsi_lung", "nifti", "image", "phantom.nii.gz"));
        var (stored, values) = await ReadAsync(ScanArchive.Files("NC_tumour_ibsi_lung", "dicom", "image"));
        Assert.Equal(new GridSize(60, 201, 204), stored.Geometry.Size);
        Assert.Equal(0, MaximumDifference(values, truth.On(stored.Geometry)));
    }

    [Fact]
    public async Task Reads_a_volume_file()
    {
        var path = ScanArchive.File("tumour_sts", "nifti", "STS_008", "MR_T1_image.nii.gz");
        var inspection = Assert.Single(await shared.Reader.InspectAsync([path], Token));
        Assert.Equal(FileKind.Volume, inspection.Kind);
        Assert.Null(inspection.Refusal);
        using var scratch = new ScratchFolder();
        var plan = new SeriesPlan(FileKind.Volume, [path], inspection.Geometry!);
        var stored = await shared.Reader.ReadVolumeAsync(plan, scratch["v.npy"], Token);
        var truth = NiftiTruth.Read(path);
        Assert.Equal(truth.On(stored.Geometry), NpyFile.Read<short>(scratch["v.npy"]).Select(v => (double)v));
    }

    private static double MaximumDifference(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();

    private async Task<(StoredVoxels Stored, double[] Values)> ReadAsync(IReadOnlyList<string> files)
    {
        var inspections = await shared.Reader.InspectAsync(files, Token);
        Assert.All(inspections, i => Assert.Null(i.Refusal));
        var assembly = SeriesAssembler.Assemble([.. inspections.Select(i => i.Header!)]);
        Assert.Empty(assembly.Refusals.Select(r => r.Refusal));
        var plan = Assert.Single(assembly.Plans);
        using var scratch = new ScratchFolder();
        var stored = await shared.Reader.ReadVolumeAsync(plan, scratch["volume.npy"], Token);
        Assert.Equal(plan.Geometry, stored.Geometry);
        double[] values = stored.VoxelType == VoxelType.Int16
            ? [.. NpyFile.Read<short>(scratch["volume.npy"]).Select(v => (double)v)]
            : [.. NpyFile.Read<float>(scratch["volume.npy"]).Select(v => (double)v)];
        return (stored, values);
    }
}
