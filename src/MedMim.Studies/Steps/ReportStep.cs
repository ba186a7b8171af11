using MedMim.Evaluation.Reports;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;
using MedMim.Studies.Reporting;
using MedMim.Studies.Running;

namespace MedMim.Studies.Steps;

/// <summary>Writes the report from what the earlier steps left.</summary>
internal sealed class ReportStep(StudyProtocol protocol, RunFolder run, Func<Task<ReportCircumstances>> circumstances) : IStudyStep
{
    public string Name => "report";

    public object Settings => new { protocol.Digest };

    public IReadOnlyDictionary<string, string> Inputs => StepInputs.Of(
    [
        ("evaluation", run.Evaluation), ("store", run.Manifest("ingest")), ("split", run.Split),
        .. protocol.Pretraining is null ? [] : new[] { ("pretrain", run.Manifest("pretrain")) },
        .. protocol.Detection is null ? [] : new[] { ("detection", run.DetectionEvaluation) },
        .. protocol.Finetuning!.Arms.Select(a => ($"finetune/{a.ToKey()}", run.Manifest($"finetune/{a.ToKey()}"))),
        .. protocol.Finetuning.Arms.Select(a => ($"predictions/{a.ToKey()}", run.Manifest($"predict/{a.ToKey()}"))),
    ]);

    public IReadOnlyList<string> Outputs => [run.Report, run.ReportJson, run.Metrics, run.Summaries];

    public async Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var report = StudyReportBuilder.Build(protocol, run, await circumstances());
        SummaryFiles.Write(run, report.Cases);
        var digest = ReportWriter.Write(report, run.Path);
        return StepFacts.Of(report.Cases.Count, "rows").With("study_digest", digest);
    }
}
