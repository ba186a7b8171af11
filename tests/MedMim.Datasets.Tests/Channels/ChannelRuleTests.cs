using MedMim.Datasets.Channels;
using MedMim.Datasets.Labels;

namespace MedMim.Datasets.Tests.Channels;

public class ChannelRuleTests
{
    private static readonly Dictionary<int, string> NoChannels = [];

    [Theory]
    [InlineData("CT", null, "PT", "", false)]
    [InlineData("CT", null, "CT", "anything", true)]
    [InlineData("MR", "*t1*", "MR", "ax T1 +C", true)]
    [InlineData("MR", "*t1*", "MR", "ax T2", false)]
    [InlineData("MR", "*t1*", "CT", "t1", false)]
    [InlineData(null, "t?", "OT", " T2 ", true)]
    [InlineData(null, "a.b", "MR", "axb", false)]
    public void ASeriesIsKnownByModalityAndName(string? modality, string? pattern, string its, string name, bool fits) =>
        Assert.Equal(fits, new ChannelRule("c", modality, pattern is null ? [] : [pattern]).FitsSeries(its, "protocol", name));

    [Theory]
    [InlineData("*-t1c", "BraTS-7-t1c", "BraTS-7")]
    [InlineData("*_0001", "case_0001", "case")]
    [InlineData("*t1c*", "p7_t1c_n4", "p7__n4")]
    [InlineData("t1*", "t1", "")]
    [InlineData("*-t1c", "BraTS-7-t1n", null)]
    public void AFileNamesItsCaseByWhatThePatternLeavesOpen(string pattern, string name, string? left)
    {
        Assert.Equal(left, new ChannelRule("c", "MR", [pattern]).CaseOf("OT", name));
        Assert.Null(new ChannelRule("c", "MR", [pattern]).CaseOf("CT", name));
    }

    [Theory]
    [InlineData("BraTS-7/BraTS-7-t1c.nii.gz", "BraTS-7/BraTS-7-t2f.nii.gz", "BraTS-7/BraTS-7-seg.nii.gz", "BraTS-7")]
    [InlineData("imagesTr/p_0000.nii.gz", "imagesTr/p_0001.nii.gz", "labelsTr/p.nii.gz", "p")]
    [InlineData("p9/t1c.nii.gz", "p9/t2f.nii.gz", "p9/seg.nii.gz", "p9")]
    public void ChannelsAndLabelShareACase(string first, string second, string label, string patient)
    {
        ChannelRule[] rules = [new("post", "MR", ["*t1c", "*_0000"]), new("flair", null, ["*t2f", "*_0001"])];
        var (a, b, c) = (VolumeNaming.Of(first, NoChannels, rules: rules), VolumeNaming.Of(second, NoChannels, rules: rules), VolumeNaming.Of(label, NoChannels, rules: rules));
        Assert.Equal(("post", "flair", ""), (a.Channel, b.Channel, c.Channel));
        Assert.Equal((false, false, true), (a.IsLabel, b.IsLabel, c.IsLabel));
        Assert.Equal((patient, patient), (a.Patient, b.Patient));
        Assert.Equal(a.CaseKey, b.CaseKey);
        Assert.Equal("MR", a.Modality);
        if (label != "p9/seg.nii.gz")
        {
            Assert.Equal((patient, a.CaseKey), (c.Patient, c.CaseKey));
        }
    }
}
