using MedMim.Evaluation.Reports;
using MedMim.Studies.Protocols;
using MedMim.Studies.Reporting;
using MedMim.Studies.Running;
using MedMim.Studies.Steps;

namespace MedMim.Studies.Comparisons;

/// <summary>Gathers the measurements of all cells, and writes the report.</summary>
internal sealed class ComparisonReportStep(StudyProtocol protocol, RunFolder run, Func<Task<ReportCircumstances>> circumstances) : IStudyStep
{
    public string Name => "report";

    public object Settings => new { protocol.Digest };

    public IReadOnlyDictionary<string, string> Inputs => StepInputs.Of(
    [
        ("store", run.Manifest("ingest")), ("folds", run.Manifest("folds")),
        .. new ComparisonGrid(protocol).Cells.Select(c => ($"evaluation/{c.Key}", run.CellEvaluation(c.Key))),
        .. new ComparisonGrid(protocol).Cells.Select(c => ($"predictions/{c.Key}", run.Manifest($"predict/{c.Key}"))),
    ]);

    public IReadOnlyList<string> Outputs => [run.Report, run.ReportJson, run.Metrics, run.Summaries];

    public async Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var report = ComparisonReportBuilder.Build(protocol, run, await circumstances());
        SummaryFiles.Write(run, report.Comparison!.Cases);
        var digest = ReportWriter.Write(report, run.Path);
        return StepFacts.Of(report.Comparison!.Cases.Count, "rows").With("study_digest", digest);
    }
}
