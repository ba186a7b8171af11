using System.Text.Json;
using MedMim.Datasets.Store;
using MedMim.Evaluation.Detection;
using MedMim.FineTuning.Detection;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Imaging.Boxes;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;
using MedMim.Studies.Steps;

namespace MedMim.Studies.Detection;

/// <summary>
/// Measures what was found in the test cases against the 26-connected components of the store's labels, or against what its instance
/// maps number, in the grid of the original scans.
/// </summary>
internal sealed class DetectionEvaluateStep(StudyProtocol protocol, RunFolder run, IReadOnlyList<DetectionArm> arms) : IStudyStep
{
    public const string StepName = "evaluate/detection";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n" };

    public string Name => StepName;

    public object Settings => new { protocol.Evaluation, protocol.Data.Labels, protocol.Seed };

    public IReadOnlyDictionary<string, string> Inputs => StepInputs.Of(
    [
        ("store", run.Manifest("ingest")), ("split", run.Split),
        .. arms.Select(a => ($"detections/{a.Key}", run.Manifest(DetectStep.NameOf(a)))),
    ]);

    public IReadOnlyList<string> Outputs => [run.DetectionEvaluation];

    /// <summary>The figures of a finished step.</summary>
    public static IReadOnlyList<DetectionFigures> Read(string path) =>
        JsonSerializer.Deserialize<List<DetectionFigures>>(File.ReadAllBytes(path), Json)!;

    public Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var store = ScanStore.Open(run.Store);
        var statistics = new DetectionStatistics(protocol.ToDetectionOptions(), protocol.ToBootstrapOptions());
        var references = StudySplit.Read(run.Split).Test.Select(store.Find)
            .Select(s => (Series: s, Lesions: LesionsOf(store, s)))
            .ToList();
        var figures = new List<DetectionFigures>();
        using var task = context.Progress.Begin(Name, arms.Count, "detectors");
        foreach (var arm in arms)
        {
            cancellation.ThrowIfCancellationRequested();
            List<DetectionCase> cases =
            [
                .. references.Select(r => new DetectionCase(
                    r.Series.Id, r.Series.Patient, arm.Key, r.Series.Geometry, r.Lesions,
                    DetectionJson.Read(run.Detection(arm.Key, r.Series.Id)))),
            ];
            figures.AddRange(protocol.Data.Labels.Definitions.Select(d => statistics.Of(cases, d.Value)));
            task.Report(figures.Count / protocol.Data.Labels.Definitions.Count);
        }

        AtomicFile.WriteText(run.DetectionEvaluation, JsonSerializer.Serialize(figures, Json) + "\n");
        return Task.FromResult<IReadOnlyDictionary<string, string>>(
            StepFacts.Of(arms.Count * references.Count, "detections").With("lesions", references.Sum(r => r.Lesions.Count)));
    }

    private IReadOnlyList<LabelledObject> LesionsOf(ScanStore store, SeriesRecord series)
    {
        if (!protocol.Data.Labels.Instances)
        {
            return LabelledObjects.OfLabels(store.Label(series.Id)!.Value.Span, series.Geometry.Size);
        }

        var instances = store.Instances(series.Id) ?? throw new InputException(
            $"series {series.Id}", "has a label, but no instance map", "Ingest the archive again.");
        return LabelledObjects.OfInstances(instances.Span, series.Geometry.Size, protocol.Data.Labels.Definitions[0].Value);
    }
}
