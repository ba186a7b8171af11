using MedMim.Datasets.Labels;

namespace MedMim.Datasets.Tests.Labels;

public class VolumeNamingTests
{
    private static readonly Dictionary<int, string> NoChannels = [];

    [Theory]
    [InlineData("images/hippocampus_017.nii.gz", "labels/hippocampus_017.nii.gz", "hippocampus_017", "OT")]
    [InlineData("set/imagesTr/case_0000.nii.gz", "set/labelsTr/case.nii.gz", "case", "OT")]
    [InlineData("STS_036/MR_T1_image.nii.gz", "STS_036/MR_T1_mask.nii.gz", "STS_036", "MR")]
    [InlineData("nifti/STS_008/CT_image.nii.gz", "nifti/STS_008/CT_mask.nii.gz", "STS_008", "CT")]
    [InlineData("brain1_image.nrrd", "brain1_label.nrrd", "brain1", "OT")]
    [InlineData("subvolume7.nrrd", "subvolume7-label.nrrd", "subvolume7", "OT")]
    [InlineData("images/BRATS_0017.mha", "labels/BRATS_0017.mha", "BRATS_0017", "OT")]
    [InlineData("images/BRATS_0000.mha", "labels/BRATS_0000.mha", "BRATS", "OT")]
    public void ImageAndLabelShareACase(string image, string label, string patient, string modality)
    {
        var a = VolumeNaming.Of(image, NoChannels);
        var b = VolumeNaming.Of(label, NoChannels);
        Assert.Equal((false, true), (a.IsLabel, b.IsLabel));
        Assert.Equal(a.CaseKey, b.CaseKey);
        Assert.Equal((patient, patient, modality), (a.Patient, b.Patient, a.Modality));
    }

    [Theory]
    [InlineData("imagesTr/case.nii.gz", "labelsTs/case.nii.gz")]
    [InlineData("a/images/case.nii.gz", "b/labels/case.nii.gz")]
    [InlineData("images/BRATS_0017.nii", "labels/BRATS_0018.nii")]
    public void OtherFoldersAndNamesAreOtherCases(string image, string label) =>
        Assert.NotEqual(VolumeNaming.Of(image, NoChannels).CaseKey, VolumeNaming.Of(label, NoChannels).CaseKey);

    [Fact]
    public void ChannelsOfADatasetJsonGiveCaseAndModality()
    {
        var channels = new Dictionary<int, string> { [0] = "MR", [1] = "CT" };
        var second = VolumeNaming.Of("imagesTr/case_0001.nii.gz", channels);
        Assert.Equal(("CT", "case"), (second.Modality, second.Patient));
        Assert.Equal(VolumeNaming.Of("imagesTr/case_0000.nii.gz", channels).CaseKey, second.CaseKey);
        Assert.Equal("case_0002", VolumeNaming.Of("imagesTr/case_0002.nii.gz", channels).Patient);
    }

    [Theory]
    [InlineData("brats/brainmask.nii.gz", true)]
    [InlineData("example_seg_mr.nii.gz", true)]
    [InlineData("example_ct.nii.gz", false)]
    [InlineData("Flair_subtrMeanDivStd.nii.gz", false)]
    public void LabelsAreKnownByName(string path, bool isLabel)
    {
        Assert.Equal(isLabel, VolumeNaming.Of(path, NoChannels).IsLabel);
        Assert.False(VolumeNaming.Of(path, NoChannels, labels: false).IsLabel);
    }

    [Theory]
    [InlineData("a.nii.gz", "nifti")]
    [InlineData("a.nii", "nifti")]
    [InlineData("a.nrrd", "nrrd")]
    [InlineData("a.mha", "metaimage")]
    public void TheFormatIsKnownByItsExtension(string path, string format) =>
        Assert.Equal(format, VolumeNaming.Of(path, NoChannels).Format);
}
