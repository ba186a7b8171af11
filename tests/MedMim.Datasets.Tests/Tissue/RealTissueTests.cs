using MedMim.Datasets.Store;
using MedMim.Datasets.Tissue;
using MedMim.Imaging.Formats;

namespace MedMim.Datasets.Tests.Tissue;

public class RealTissueTests
{
    [Theory]
    [InlineData("STS_008", "CT", "CT")]
    [InlineData("STS_025", "CT", "CT")]
    [InlineData("STS_008", "MR_T1", "MR")]
    [InlineData("STS_025", "MR_T1", "MR")]
    [InlineData("STS_008", "PET", "PT")]
    [InlineData("STS_025", "PET", "PT")]
    public void TumoursLieInTissue(string patient, string name, string modality)
    {
        var folder = RealScans.Path("ci", "tumour_sts", "nifti", patient);
        var mask = VolumeFile.ReadLabel(Path.Combine(folder, name + "_mask.nii.gz"));
        var map = TissuePrior.Compute(VolumeFile.ReadFloat(Path.Combine(folder, name + "_image.nii.gz")), modality);
        var tumour = map.Classes.Voxels.Where((_, i) => mask.Voxels[i] != 0).ToArray();
        Assert.True(tumour.Count(c => c >= (byte)TissueClass.Tissue) > 0.98 * tumour.Length, map.Method);
        Assert.InRange(map.TissueFraction, 0.1, 1);
    }

    [Fact]
    public void ASkullStrippedHeadIsItsBrainMask()
    {
        var folder = RealScans.Path("ci", "NC_tumour_brats", "brats_2013_pat0006_1");
        var brain = VolumeFile.ReadLabel(Path.Combine(folder, "brainmask.nii.gz")).Voxels;
        var map = TissuePrior.Compute(VolumeFile.ReadFloat(Path.Combine(folder, "T1c_subtrMeanDivStd.nii.gz")), "MR");
        var body = map.Classes.Voxels.Select(c => c >= (byte)TissueClass.Tissue).ToArray();
        var both = body.Zip(brain, (a, b) => a && b != 0).Count(v => v);
        Assert.True(2.0 * both / (body.Count(v => v) + brain.Count(v => v != 0)) > 0.97, map.Method);
    }
}
