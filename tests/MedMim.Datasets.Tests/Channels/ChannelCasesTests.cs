using MedMim.Datasets.Channels;
using MedMim.Datasets.Store;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Channels;

public class ChannelCasesTests
{
    private static readonly ChannelRule[] CtAndPet = [new("ct", "CT", []), new("pet", "PT", [])];

    [Fact]
    public void WithoutChannelsEverySeriesIsACase()
    {
        var cases = ChannelCases.Of([Series("a", "CT"), Series("b", "PT")], []);
        Assert.Equal(["a", "b"], cases.Complete.Select(c => c.Reference.Id));
        Assert.All(cases.Complete, c => Assert.Empty(c.Others));
    }

    [Fact]
    public void SeriesOfAStudyAreJoinedInTheOrderOfTheRules()
    {
        var cases = ChannelCases.Of([Series("p", "PT"), Series("c", "CT"), Series("m", "MR"), Series("c2", "CT", study: "2"), Series("p2", "PT", study: "2")], CtAndPet);
        Assert.Equal(["c+p", "c2+p2"], cases.Complete.Select(c => $"{c.Reference.Id}+{c.Others[0].Id}"));
        Assert.Empty(cases.Incomplete);
    }

    [Fact]
    public void WhatIngestFoundCountsBeforeTheModality()
    {
        ChannelRule[] rules = [new("t1", "MR", ["*t1*"]), new("flair", "MR", ["*flair*"])];
        var cases = ChannelCases.Of([Series("x", "MR", channel: "flair"), Series("y", "MR", channel: "t1"), Series("z", "MR")], rules);
        Assert.Equal("y+x", cases.Complete.Select(c => $"{c.Reference.Id}+{c.Others[0].Id}").Single());
    }

    [Theory]
    [InlineData("none", "has no channel 'pet'")]
    [InlineData("frame", "has a channel 'pet' in another frame of reference than 'ct'")]
    [InlineData("far", "has a channel 'pet' that covers 22")]
    [InlineData("two", "has 2 series that fit the channel 'pet'")]
    [InlineData("patient", "has no channel 'pet'")]
    public void WhatLacksAChannelSaysWhichAndWhy(string kind, string problem)
    {
        SeriesRecord[] others = kind switch
        {
            "none" => [],
            "frame" => [Series("p", "PT", frame: "g")],
            "far" => [Series("p", "PT", shift: 7.6)],
            "two" => [Series("p", "PT", shift: 1), Series("q", "PT", shift: 2)],
            _ => [Series("p", "PT") with { Patient = "other" }],
        };
        var cases = ChannelCases.Of([Series("c", "CT", frame: "f"), .. others], CtAndPet);
        Assert.Empty(cases.Complete);
        Assert.StartsWith(problem, Assert.Single(cases.Incomplete).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void OfSeveralTheOneOnTheSameGridIsMeant()
    {
        var cases = ChannelCases.Of([Series("c", "CT"), Series("p", "PT", shift: 2), Series("q", "PT")], CtAndPet);
        Assert.Equal("q", Assert.Single(cases.Complete).Others[0].Id);
    }

    private static SeriesRecord Series(
        string id, string modality, string study = "1", string channel = "", string frame = "", double shift = 0) => new()
        {
            Id = id, Patient = "p", Study = study, Modality = modality, Channel = channel, Frame = frame, SourceFormat = "dicom",
            Geometry = VolumeGeometry.Identity(new(10, 10, 10), new(1, 1, 1)) with { Origin = new(shift, 0, 0) },
            VoxelType = VoxelType.Int16, Minimum = 0, Maximum = 1, TissueFraction = 1, HasLabel = false, VoxelDigest = "d" + id,
        };
}
