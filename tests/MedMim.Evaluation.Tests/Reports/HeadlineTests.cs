using MedMim.Evaluation.Reports;

namespace MedMim.Evaluation.Tests.Reports;

/// <summary>The first sentences of a report claim no more than both the interval and the test bear out.</summary>
public sealed class HeadlineTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("medmim-headline-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The quickstart's own six patients: the interval just excludes zero, and the test says p = 0.094.</summary>
    [Fact]
    public void An_interval_that_the_test_does_not_bear_out_is_no_finding()
    {
        var html = Write([-0.010, 0.001, 0.014, 0.017, 0.015, 0.088]);
        Assert.Contains("The interval leaves zero out, but Wilcoxon’s test does not bear it out (p = 0.094)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("is better", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "is better")]
    [InlineData(-1, "is worse")]
    public void What_both_bear_out_is_said(int sign, string words) =>
        Assert.Contains(words, Write([.. Enumerable.Range(1, 8).Select(i => sign * i * 0.01)]), StringComparison.Ordinal);

    [Fact]
    public void An_interval_with_zero_in_it_shows_nothing() =>
        Assert.Contains("The interval includes zero", Write([-0.1, 0.1, -0.05, 0.05, -0.02, 0.02]), StringComparison.Ordinal);

    private string Write(double[] differences)
    {
        var study = SampleStudy.Create(differences.Length);
        var patients = study.Cases.Select(c => c.Patient).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        ReportWriter.Write(
            study with
            {
                Cases = [.. study.Cases.Select(c => c with
                {
                    Labels = [c.Labels[0] with { Dice = 0.4 + (c.Arm == "pretrained" ? differences[patients.IndexOf(c.Patient)] : 0) }],
                })],
            },
            folder);
        return File.ReadAllText(Path.Combine(folder, "report.html"));
    }
}
