using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Structures;
using MedMim.Imaging.Tests.Scans;
using MedMim.Imaging.Tests.Workers;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Structures;

/// <summary>RT Structure Sets against masks made by other software.</summary>
[Collection(WorkerCollection.Name)]
public sealed class RealContourTests(SharedReader shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("STS_008", "CT")]
    [InlineData("STS_025", "CT")]
    [InlineData("STS_008", "MR_T1")]
    [InlineData("STS_025", "MR_T1")]
    [InlineData("STS_008", "PET")]
    [InlineData("STS_025", "PET")]
    public async Task Sarcoma(string patient, string modality)
    {
        var truth = NiftiTruth.Read(ScanArchive.File("tumour_sts", "nifti", patient, $"{modality}_mask.nii.gz"));
        var dice = await DiceAsync(
            ScanArchive.Files("tumour_sts", "dicom", patient, modality, "image"),
            ScanArchive.Files("tumour_sts", "dicom", patient, modality, "mask")[0],
            truth);
        TestContext.Current.SendDiagnosticMessage($"{patient} {modality}: Dice {dice:F5}");
        Assert.InRange(dice, 0.999, 1);
    }

    [Fact]
    public async Task Lung()
    {
        var truth = NiftiTruth.Read(ScanArchive.File("NC_tumour_ibsi_lung", "nifti", "mask", "mask.nii.gz"));
        Assert.Equal(125_256, truth.Values.Count(v => v > 0));
        var dice = await DiceAsync(
            ScanArchive.Files("NC_tumour_ibsi_lung", "dicom", "image"),
            ScanArchive.Files("NC_tumour_ibsi_lung", "dicom", "mask")[0],
            truth);
        TestContext.Current.SendDiagnosticMessage($"lung: Dice {dice:F5}");
        Assert.InRange(dice, 0.999, 1);
    }

    private async Task<double> DiceAsync(IReadOnlyList<string> images, string structures, NiftiTruth truth)
    {
        var inspections = await shared.Reader.InspectAsync([.. images, structures], Token);
        Assert.Equal(FileKind.StructureSet, inspections[^1].Kind);
        var headers = inspections.SkipLast(1).Select(i => i.Header!).ToList();
        var plan = Assert.Single(SeriesAssembler.Assemble(headers).Plans);
        var set = await shared.Reader.ReadStructuresAsync(structures, Token);
        Assert.Equal([headers[0].SeriesUid], set.ReferencedSeriesUids);
        Assert.Equal(headers[0].FrameOfReferenceUid, set.FrameOfReferenceUid);

        var mask = ContourRasterizer.Rasterize(set.Regions, plan.Geometry);
        return Dice(mask, truth.On(plan.Geometry));
    }

    private static double Dice(Volume<byte> mask, double[] truth)
    {
        var both = mask.Voxels.Zip(truth, (a, b) => a > 0 && b > 0).Count(v => v);
        return 2.0 * both / (mask.Voxels.Count(v => v > 0) + truth.Count(v => v > 0));
    }
}
