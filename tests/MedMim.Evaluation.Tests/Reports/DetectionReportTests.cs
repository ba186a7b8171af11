using System.Text.Json;
using MedMim.Evaluation.Detection;
using MedMim.Evaluation.Reports;
using MedMim.Evaluation.Reports.Model;
using MedMim.Evaluation.Tests.Detection;

namespace MedMim.Evaluation.Tests.Reports;

public sealed class DetectionReportTests
{
    [Fact]
    public void Detectors_stand_in_a_table_and_a_curve()
    {
        using var folder = new TemporaryFolder();
        var study = SampleStudy.Create() with { Detection = Record() };

        var digest = ReportWriter.Write(study, folder.Root);

        var html = File.ReadAllText(folder.File("report.html"));
        Assert.Contains("id=\"detection\"", html, StringComparison.Ordinal);
        Assert.Contains("FROC curve, tumour", html, StringComparison.Ordinal);
        Assert.Contains("href=\"#detection\"", html, StringComparison.Ordinal);
        Assert.NotEqual(digest, ReportWriter.Write(SampleStudy.Create(), folder.File("without")));
        Assert.DoesNotContain("#detection", File.ReadAllText(folder.File("without/report.html")), StringComparison.Ordinal);
        var figures = JsonDocument.Parse(File.ReadAllText(folder.File("report.json"))).RootElement
            .GetProperty("study").GetProperty("detection").GetProperty("figures");
        Assert.Equal(2, figures.GetArrayLength());
        if (Environment.GetEnvironmentVariable("MEDMIM_SAMPLE_REPORT") is { Length: > 0 } keep)
        {
            ReportWriter.Write(study, Path.Combine(keep, "detection"));
        }
    }

    [Fact]
    public void A_study_without_lesions_has_dashes_and_no_curve()
    {
        using var folder = new TemporaryFolder();
        var golden = DetectionGolden.Load();
        var empty = golden.Studies.First(s => s.Ap is null);

        ReportWriter.Write(SampleStudy.Create() with { Detection = Record(empty) }, folder.Root);

        var html = File.ReadAllText(folder.File("report.html"));
        Assert.Contains("0 lesions in 2 scans", html, StringComparison.Ordinal);
        Assert.DoesNotContain("FROC curve, tumour", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_counts_as_a_lesion_is_said()
    {
        using var folder = new TemporaryFolder();
        var record = Record();

        ReportWriter.Write(SampleStudy.Create() with { Detection = record }, folder.File("components"));
        ReportWriter.Write(
            SampleStudy.Create() with { Detection = record with { Conventions = new() { FromInstances = true } } }, folder.File("instances"));

        Assert.Contains("26-connected components of the reference label; their boxes", File.ReadAllText(folder.File("components/report.html")), StringComparison.Ordinal);
        Assert.Contains("instance maps number, even where they touch; their boxes", File.ReadAllText(folder.File("instances/report.html")), StringComparison.Ordinal);
    }

    private static DetectionRecord Record(StudyGolden? study = null)
    {
        var golden = DetectionGolden.Load();
        var statistics = new DetectionStatistics(new(), new(1) { Replicates = 200 });
        DetectionFigures Of(StudyGolden s, string arm) => statistics.Of([.. golden.Cases(s).Select(c => c with { Arm = arm })], 1);
        return new(
            [new("detector-scratch", "Detector, from scratch"), new("segmenter-scratch", "Segmenter’s components, from scratch")], new(),
            [Of(study ?? golden.Studies[4], "detector-scratch"), Of(study ?? golden.Studies[5], "segmenter-scratch")]);
    }
}
