using System.Text.Json;
using MedMim.Evaluation.Reports;
using Parquet;

namespace MedMim.Evaluation.Tests.Reports;

public sealed class ComparisonReportTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("medmim-report-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Means_are_over_seeds_within_patients_then_over_patients()
    {
        var statistics = new ComparisonStatistics(SampleComparison.Create());

        Assert.Equal(3 * 2, statistics.Points.Count);
        Assert.Equal(0.555, statistics.Point("scratch", "5").Mean!.Estimate, 12);
        Assert.Equal(0.805, statistics.Point("uniform", "all").Mean!.Estimate, 12);
        Assert.Equal(0.837, statistics.Point("anatomy", "all").Mean!.Estimate, 12);
        Assert.All(statistics.Points, p => Assert.Equal(12, p.Mean!.Patients));
        Assert.Equal([(1ul, 0.575), (2ul, 0.535)], statistics.Point("scratch", "5").Rounds.Select(r => (r.Seed, Math.Round(r.Dice, 12))));
    }

    [Fact]
    public void Every_arm_is_compared_with_every_reference_once_and_corrected_for_all()
    {
        var differences = new ComparisonStatistics(SampleComparison.Create()).Differences;

        Assert.Equal(
            ["uniform-scratch", "anatomy-scratch", "anatomy-uniform"],
            differences.Where(d => d.Labelled == "5").Select(d => $"{d.Arm}-{d.Reference}"));
        Assert.Equal(0.05, differences[0].Paired!.Difference.Estimate, 12);
        Assert.Equal(0.032, differences[2].Paired!.Difference.Estimate, 12);
        Assert.All(differences, d => Assert.Equal(12, d.Paired!.Higher));

        // All 12 of 12 signs: p = 2/2^12, the same six times, so Holm's factor is 6 for each.
        Assert.All(differences, d => Assert.Equal(12.0 / 4096, d.AdjustedP!.Value, 12));
    }

    [Fact]
    public async Task The_table_has_every_cell_and_the_page_shows_the_chart_and_the_differences()
    {
        var report = SampleComparison.Create();
        ReportWriter.Write(report, folder);
        if (Environment.GetEnvironmentVariable("MEDMIM_SAMPLE_REPORT") is { Length: > 0 } keep)
        {
            ReportWriter.Write(report, Path.Combine(keep, "comparison"));
        }

        var html = await File.ReadAllTextAsync(Path.Combine(folder, "report.html"), TestContext.Current.CancellationToken);
        Assert.Contains("Dice by number of labelled patients", html, StringComparison.Ordinal);
        Assert.Contains("all (40.5)", html, StringComparison.Ordinal);
        Assert.Contains("anatomy − uniform", html, StringComparison.Ordinal);
        Assert.Contains("With 5 labelled patients, anatomy reached the highest mean Dice, 0.637", html, StringComparison.Ordinal);
        Assert.Contains("6 of 6 paired differences stand out from zero", html, StringComparison.Ordinal);
        Assert.DoesNotContain("not corrected for several comparisons", html, StringComparison.Ordinal);
        Assert.DoesNotContain("One run with one seed", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("href=\"#(gallery|training)\"", html);
        await using var reader = await ParquetReader.CreateAsync(
            Path.Combine(folder, "metrics.parquet"), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(3 * 2 * 2 * 12, reader.Metadata!.NumRows);
        Assert.Subset(reader.Schema.Fields.Select(f => f.Name).ToHashSet(), new HashSet<string> { "arm", "labelled", "seed", "fold", "dice" });
    }

    [Fact]
    public void Equal_comparisons_give_equal_digests_and_each_cell_matters()
    {
        var report = SampleComparison.Create();
        var digest = ReportWriter.Write(report, folder);

        Assert.Equal(digest, ReportWriter.Write(SampleComparison.Create(), folder));
        Assert.NotEqual(digest, ReportWriter.Write(report with { Comparison = report.Comparison! with { Cases = [.. report.Comparison.Cases.Skip(1)] } }, folder));
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "report.json")));
        Assert.Equal(6, json.RootElement.GetProperty("statistics").GetProperty("comparison").GetProperty("differences").GetArrayLength());
        Assert.False(json.RootElement.GetProperty("study").GetProperty("comparison").TryGetProperty("cases", out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Few_patients_still_give_a_report(int patients) => ReportWriter.Write(SampleComparison.Create(patients), folder);
}
