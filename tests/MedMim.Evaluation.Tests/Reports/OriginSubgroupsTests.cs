using MedMim.Evaluation.Reports;

namespace MedMim.Evaluation.Tests.Reports;

public class OriginSubgroupsTests
{
    /// <summary>24 patients, every third in MR, one of them alone on a GE scanner: means are those of the group's patients.</summary>
    [Fact]
    public void Groups_hold_their_patients_and_no_others()
    {
        var study = SampleStudy.Create();
        var groups = new StudyStatistics(study).Origins;
        Assert.Equal(
            [("modality", "CT", 16, false), ("modality", "MR", 8, false), ("manufacturer", "Siemens", 23, false), ("manufacturer", "GE", 1, true)],
            groups.Select(g => (g.By, g.Group, g.Patients, g.IsTooSmall)));
        var mr = study.Origins.Where(o => o.Modality == "MR").Select(o => o.CaseId).ToHashSet(StringComparer.Ordinal);
        foreach (var mean in groups[1].Arms)
        {
            Assert.Equal(study.Cases.Where(c => c.Arm == mean.Arm && mr.Contains(c.CaseId)).Average(c => c.Labels[0].Dice), mean.Mean!.Estimate, 1e-12);
            Assert.Equal(8, mean.Mean.Patients);
        }

        Assert.Equal(groups[1].Arms[0].Mean!.Estimate - groups[1].Arms[1].Mean!.Estimate, groups[1].Difference!.Estimate, 1e-12);
        Assert.NotNull(groups[1].Difference!.Low);
        Assert.Empty(groups[3].Arms);
        Assert.Null(groups[3].Difference);
    }

    /// <summary>Two scans of one patient in a group are one patient; in two groups the patient counts in both.</summary>
    [Fact]
    public void A_patient_counts_once_in_a_group_and_in_every_group()
    {
        var study = SampleStudy.Create();
        var first = study.Cases[0];
        var again = new[] { "again-mr", "again-ct" }.SelectMany(id => study.Cases.Where(c => c.CaseId == first.CaseId).Select(c => c with { CaseId = id }));
        var groups = new StudyStatistics(study with
        {
            Cases = [.. study.Cases, .. again],
            Origins = [.. study.Origins, new("again-mr", "MR", "GE"), new("again-ct", "CT", "GE")],
        }).Origins;
        Assert.Equal([("CT", 17, 17), ("MR", 8, 9)], groups.Where(g => g.By == "modality").Select(g => (g.Group, g.Patients, g.Scans)));
    }

    [Fact]
    public void Scanners_and_sites_are_groups_too()
    {
        var study = SampleStudy.Create();
        var groups = new StudyStatistics(study with
        {
            Origins = [.. study.Origins.Select((o, i) => o with { Modality = "CT", Manufacturer = "GE", Scanner = i < 10 ? "scanner 1" : "", Site = i < 4 ? "site 2" : "site 1" })],
        }).Origins;
        Assert.Equal(
            [("scanner", "unknown", 14, false), ("scanner", "scanner 1", 10, false), ("site", "site 1", 20, false), ("site", "site 2", 4, true)],
            groups.Select(g => (g.By, g.Group, g.Patients, g.IsTooSmall)));
    }

    [Fact]
    public void What_all_scans_share_makes_no_groups()
    {
        var study = SampleStudy.Create();
        Assert.Empty(new StudyStatistics(study with { Origins = [.. study.Origins.Select(o => o with { Modality = "CT", Manufacturer = "" })] }).Origins);
        Assert.Empty(new StudyStatistics(study with { Origins = [] }).Origins);
    }
}
