using System.Text.Json;
using System.Text.RegularExpressions;
using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Reports;
using MedMim.Evaluation.Reports.Model;
using Parquet;

namespace MedMim.Evaluation.Tests.Reports;

public sealed class ReportWriterTests : IDisposable
{
    private const string Hostile = "<script>alert(1)</script>\"' onload=x \u202Egnp.exe & <img src=http://x.invalid/a.png>";

    private readonly string folder = Path.Combine(Path.GetTempPath(), "medmim-report-" + Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Writes_three_files_the_same_bytes_twice()
    {
        var first = Write(SampleStudy.Create());
        var bytes = Files();
        Assert.Equal(["metrics.parquet", "report.html", "report.json"], bytes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(first, Write(SampleStudy.Create()));
        Assert.All(Files(), f => Assert.Equal(bytes[f.Key], f.Value));
        if (Environment.GetEnvironmentVariable("MEDMIM_SAMPLE_REPORT") is { Length: > 0 } keep)
        {
            ReportWriter.Write(SampleStudy.Create(), keep);
            ReportWriter.Write(SampleStudy.Create(5, twoLabels: true), Path.Combine(keep, "two-labels"));
        }
    }

    [Fact]
    public void The_digest_does_not_depend_on_times_machine_and_log_but_on_every_result()
    {
        var study = SampleStudy.Create();
        var digest = Write(study);
        var later = SampleStudy.Circumstances(DateTimeOffset.UnixEpoch.AddDays(21000)) with { Audit = null, Hardware = [] };
        Assert.Equal(digest, Write(study with { Circumstances = later }));
        Assert.NotEqual(digest, Write(study with { Cases = [.. study.Cases.Skip(1)] }));
        Assert.NotEqual(digest, Write(study with { Overlays = [] }));
        using var json = Json();
        Assert.Equal(1, json.RootElement.GetProperty("version").GetInt32());
    }

    [Fact]
    public void Hostile_names_stay_text()
    {
        var study = SampleStudy.Create();
        Write(study with
        {
            Name = Hostile,
            Question = Hostile,
            Protocol = new(Hostile, "sha256:0"),
            Labels = [new LabelName(1, Hostile)],
            Arms = [.. study.Arms.Select(a => a with { Name = Hostile + a.Key, Description = Hostile })],
            Limits = [Hostile],
            Cohort = study.Cohort with { Facts = [new(Hostile, Hostile)], Refusals = [new(Hostile, Hostile, 1, 1)] },
            Overlays = [study.Overlays[0] with { Caption = Hostile, CaseId = Hostile, Rank = Hostile }],
        });
        var html = Html();
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img src=http", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        var withoutValues = new Regex("\"[^\"]*\"", RegexOptions.None, TimeSpan.FromSeconds(5)).Replace(html, "\"\"");
        Assert.DoesNotMatch("(?i)<[^>]*\\sonload=", withoutValues);
    }

    [Fact]
    public void No_address_outside_the_file_is_named_and_every_id_is_unique()
    {
        Write(SampleStudy.Create());
        var html = Html();
        Assert.DoesNotMatch("(?i)(src|href|action|data)=\"(?!data:image/png;base64,|#)", html);
        Assert.DoesNotMatch("(?i)@import|url\\(", html);
        var ids = Ids().Matches(html).Select(m => m.Groups["name"].Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(Anchors().Matches(html), a => Assert.Contains(a.Groups["name"].Value, ids));
        Assert.Contains("default-src &#39;none&#39;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_has_a_row_for_every_case_arm_and_label()
    {
        var study = SampleStudy.Create(5, twoLabels: true);
        Write(study);
        await using var reader = await ParquetReader.CreateAsync(
            Path.Combine(folder, "metrics.parquet"), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(5 * 3 * 2, reader.Metadata!.NumRows);
    }

    [Fact]
    public void The_checklist_has_all_items_and_says_what_the_run_does_not_know()
    {
        Write(SampleStudy.Create());
        using var json = Json();
        var items = json.RootElement.GetProperty("checklist").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(1, 44), items.Select(i => i.GetProperty("number").GetInt32()));
        var unknown = items.Where(i => i.GetProperty("answer").ValueKind == JsonValueKind.Null).Select(i => i.GetProperty("number").GetInt32()).ToList();
        Assert.Contains(44, unknown); // funding
        Assert.Contains(18, unknown); // agreement of readers
        Assert.DoesNotContain(29, unknown);
        Assert.Equal(unknown.Count, new Regex("<td>not provided</td>", RegexOptions.None, TimeSpan.FromSeconds(5)).Count(Html()));
    }

    [Fact]
    public void Thirds_by_volume_hold_every_patient_once()
    {
        var statistics = new StudyStatistics(SampleStudy.Create(10));
        Assert.Equal(3 * 3, statistics.Subgroups.Count);
        Assert.Equal(10, statistics.Subgroups.Where(s => s.Arm == "scratch").Sum(s => s.Patients));
        Assert.All(statistics.Subgroups.Zip(statistics.Subgroups.Skip(1)).Where(p => p.First.Group != p.Second.Group), p =>
            Assert.True(p.First.ToMl < p.Second.FromMl));
        Assert.All(statistics.Subgroups, s => Assert.Equal(s.Patients, s.Mean!.Patients));
        Assert.Empty(new StudyStatistics(SampleStudy.Create(5)).Subgroups);
    }

    /// <summary>An infinite distance is no number to average: the table says so instead.</summary>
    [Fact]
    public void A_convention_with_infinite_figures_gives_a_report()
    {
        var study = SampleStudy.Create();
        var missed = study.Cases[0] with
        {
            Labels = [study.Cases[0].Labels[0] with { Hd95Mm = double.PositiveInfinity, AssdMm = double.NaN, Dice = double.NaN }],
        };
        Write(study with { Cases = [missed, .. study.Cases.Skip(1)], Conventions = new() { Convention = MetricConvention.DeepMind } });
        Assert.Contains("<td>∞<span class=\"bounds\">in 1 of the scans</span></td>", Html(), StringComparison.Ordinal);
        Assert.Contains("DeepMind", Html(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Few_patients_still_give_a_report(int patients)
    {
        Write(SampleStudy.Create(patients) with { Overlays = [], Pretraining = null, Limits = [] });
        Assert.Contains(patients == 0 ? "No test case was evaluated" : "rough guide", Html(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_of_an_arm_that_nobody_named_is_refused_and_nothing_is_written()
    {
        var study = SampleStudy.Create();
        Assert.Throws<ArgumentException>(() => Write(study with { Arms = [study.Arms[0]] }));
        Assert.False(Directory.Exists(folder));
    }

    private string Write(StudyReport study) => ReportWriter.Write(study, folder);

    private string Html() => File.ReadAllText(Path.Combine(folder, "report.html"));

    private JsonDocument Json() => JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "report.json")));

    private Dictionary<string, byte[]> Files() => Directory.GetFiles(folder)
        .ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes, StringComparer.Ordinal);

    private static Regex Ids() => new(" id=\"(?<name>[^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(5));

    private static Regex Anchors() => new(" href=\"#(?<name>[^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(5));
}
