using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Structures;
using MedMim.Imaging.Tests.Scans;
using MedMim.Imaging.Tests.Structures;
using MedMim.Imaging.Tests.Workers;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Dicom;

/// <summary>What any adapter of the DICOM port must do, checked on the one that the worker was built with.</summary>
[Collection(WorkerCollection.Name)]
public sealed class ToolkitContractTests(SharedReader shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TransferSyntax.ExplicitLittleEndian)]
    [InlineData(TransferSyntax.ImplicitLittleEndian)]
    public async Task A_written_series_is_read_back(TransferSyntax syntax)
    {
        using var scratch = new ScratchFolder();
        short[] voxels = [.. Enumerable.Range(0, 3 * 4 * 5).Select(i => (short)((i * 37) - 1024))];
        var files = Enumerable.Range(0, 3).Select(z => new DicomFile(
            Slice(z), MemoryMarshal.AsBytes(voxels.AsSpan(z * 20, 20)).ToArray(), scratch[$"{9 - z}.dcm"]) { Syntax = syntax }).ToList();
        await shared.Writer.WriteAsync(files, Token);

        var inspections = await shared.Reader.InspectAsync([.. files.Select(f => f.Path)], Token);
        Assert.All(inspections, i => Assert.Null(i.Refusal));
        var plan = Assert.Single(SeriesAssembler.Assemble([.. inspections.Select(i => i.Header!)]).Plans);
        Assert.Equal(new Vector3(0.7, 0.8, 2.5), plan.Geometry.Spacing);
        Assert.Equal(new Vector3(-10.25, 20.5, 100), plan.Geometry.Origin);
        Assert.Equal(("P1", "CT", "1.2.3.4.1"), (plan.Header!.PatientId, plan.Header.Modality, plan.Header.InstanceUid));
        var stored = await shared.Reader.ReadVolumeAsync(plan, scratch["v.npy"], Token);
        Assert.Equal(VoxelType.Int16, stored.VoxelType);
        Assert.Equal(voxels, NpyFile.Read<short>(scratch["v.npy"]));
    }

    [Fact]
    public async Task A_written_structure_set_is_read_back()
    {
        using var scratch = new ScratchFolder();
        var mask = new Volume<byte>(VolumeGeometry.Identity(new(2, 6, 7), new(0.7, 0.8, 2.5)));
        mask[0, 1, 1] = mask[0, 2, 2] = mask[1, 5, 6] = mask[1, 0, 0] = 1;
        var dataset = StructureWriter.Create(StructureWriterTests.Series(2), [new("GTV_Größe", mask)], "1.9", "1.9.1");
        await shared.Writer.WriteAsync([new(dataset, null, scratch["s.dcm"])], Token);

        var inspection = Assert.Single(await shared.Reader.InspectAsync([scratch["s.dcm"]], Token));
        Assert.Equal((FileKind.StructureSet, "1.2.3", "1.9"), (inspection.Kind, inspection.Header!.StudyUid, inspection.Header.SeriesUid));
        var set = await shared.Reader.ReadStructuresAsync(scratch["s.dcm"], Token);
        Assert.Equal("GTV_Größe", Assert.Single(set.Regions).Name);
        Assert.Equal(mask.Voxels, ContourRasterizer.Rasterize(set.Regions, mask.Geometry).Voxels);
    }

    [Fact]
    public async Task The_same_data_set_gives_the_same_bytes()
    {
        using var scratch = new ScratchFolder();
        await shared.Writer.WriteAsync([new(Slice(0), new byte[40], scratch["a.dcm"]), new(Slice(0), new byte[40], scratch["b.dcm"])], Token);
        Assert.Equal(await File.ReadAllBytesAsync(scratch["a.dcm"], Token), await File.ReadAllBytesAsync(scratch["b.dcm"], Token));
        Assert.Equal(2, Directory.GetFiles(scratch.Path).Length);
    }

    [Fact]
    public async Task An_unwritable_path_is_an_io_error() =>
        await Assert.ThrowsAsync<IOException>(() => shared.Writer.WriteAsync([new(Slice(0), new byte[40], "/proc/nowhere/a.dcm")], Token));

    // The digests are of pydicom's reading of the uncompressed references, rescaled, as 32-bit floats.
    [Theory]
    [InlineData("CT1", 512, 512, "060EC848DE42D7138DB08716FE5AF98F600A51703C4B0E61D29D23CC903A30B0")]
    [InlineData("CT2", 512, 512, "9C42FA9A8014360CAEB34B760F951F596A62151F9F452586A30DEE00DE0241E4")]
    [InlineData("MR1", 512, 512, "EA5EE265B7B5772E9F75ED6940FB29FDE6F554459C5B11480F746F5D9D3562CA")]
    [InlineData("MR3", 512, 512, "65261AFA3C87CD44C0D0E40F30065332BAE7A2337DD038BC3BCE5421898A9A29")]
    [InlineData("NM1", 1024, 256, "1D2FB3216709C25B5914DBAA67C00CE8D51B2392B0E5BF004DFC37EA907DE9B0")]
    public async Task Lossless_codecs(string image, int rows, int columns, string digest)
    {
        using var scratch = new ScratchFolder();
        var isGdcm = (await shared.Reader.DescribeToolkitAsync(Token)).StartsWith("GDCM", StringComparison.Ordinal);
        foreach (var codec in (string[])(isGdcm ? ["JPLL", "JLSL", "J2KR", "RLE"] : ["JLSL", "RLE"]))
        {
            var file = ScanArchive.File("dicom_codecs_wg04", codec, $"{image}_{codec}");
            var plan = new SeriesPlan(FileKind.DicomImage, [file], VolumeGeometry.Identity(new(1, rows, columns), new(1, 1, 1)));
            var stored = await shared.Reader.ReadVolumeAsync(plan, scratch["v.npy"], Token);
            float[] values = stored.VoxelType == VoxelType.Int16
                ? Array.ConvertAll(NpyFile.Read<short>(scratch["v.npy"]), v => (float)v)
                : NpyFile.Read<float>(scratch["v.npy"]);
            Assert.Equal(digest, Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(values.AsSpan()))));
        }
    }

    private static DicomDataset Slice(int z) => new DicomDataset()
        .SetText(DicomTags.SopClassUid, DicomVr.UI, DicomUids.CtImage)
        .SetText(DicomTags.SopInstanceUid, DicomVr.UI, $"1.2.3.4.{z + 1}")
        .SetText(DicomTags.Modality, DicomVr.CS, "CT")
        .SetText(DicomTags.PatientId, DicomVr.LO, "P1")
        .SetText(DicomTags.StudyInstanceUid, DicomVr.UI, "1.2.3")
        .SetText(DicomTags.SeriesInstanceUid, DicomVr.UI, "1.2.3.4")
        .SetDecimals(DicomTags.ImagePositionPatient, -10.25, 20.5, 100 + (2.5 * z))
        .SetDecimals(DicomTags.ImageOrientationPatient, 1, 0, 0, 0, 1, 0)
        .SetShorts(DicomTags.SamplesPerPixel, 1)
        .SetText(DicomTags.PhotometricInterpretation, DicomVr.CS, "MONOCHROME2")
        .SetShorts(DicomTags.Rows, 4)
        .SetShorts(DicomTags.Columns, 5)
        .SetDecimals(DicomTags.PixelSpacing, 0.8, 0.7)
        .SetShorts(DicomTags.BitsAllocated, 16)
        .SetShorts(DicomTags.BitsStored, 16)
        .SetShorts(DicomTags.HighBit, 15)
        .SetShorts(DicomTags.PixelRepresentation, 1)
        .SetDecimals(DicomTags.RescaleIntercept, 0)
        .SetDecimals(DicomTags.RescaleSlope, 1);
}
