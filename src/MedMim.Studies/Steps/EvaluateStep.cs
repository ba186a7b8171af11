using System.Text.Json;
using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Evaluation;
using MedMim.Evaluation.Metrics;
using MedMim.Foundation.Files;
using MedMim.Imaging.Volumes;
using MedMim.Studies.Baselines;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;
using MedMim.Studies.Protocols.Sections;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;

namespace MedMim.Studies.Steps;

/// <summary>
/// Measures arms and baselines on the test cases, in the grid of the original scans, against the store's labels.
/// </summary>
/// <param name="protocol">The protocol.</param>
/// <param name="run">The run's folder.</param>
/// <param name="arms">The arms; all of one split.</param>
internal sealed class EvaluateStep(StudyProtocol protocol, RunFolder run, IReadOnlyList<TrainedArm> arms) : IStudyStep
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public string Name { get; init; } = "evaluate";

    /// <summary>The file of the measurements.</summary>
    public string Output { get; init; } = run.Evaluation;

    /// <summary>The baselines.</summary>
    public IReadOnlyList<BaselineName> Baselines { get; init; } = protocol.Evaluation.Baselines;

    public object Settings => new { protocol.Evaluation, protocol.Data.Labels };

    public IReadOnlyDictionary<string, string> Inputs => StepInputs.Of(
    [
        ("store", run.Manifest("ingest")), ("prepared", run.Manifest("prepare")), ("split", arms[0].Split),
        .. arms.Select(a => ($"predictions/{a.Key}", run.Manifest($"predict/{a.Key}"))),
    ]);

    public IReadOnlyList<string> Outputs => [Output];

    /// <summary>The measurements of a finished step.</summary>
    public static IReadOnlyList<CaseMetrics> Read(string path) =>
        JsonSerializer.Deserialize<List<CaseMetrics>>(File.ReadAllBytes(path), Json)!;

    public Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var store = ScanStore.Open(run.Store);
        var test = StudySplit.Read(arms[0].Split).Test.Select(store.Find).ToList();
        var cases = arms
            .SelectMany(arm => test.Select(s => Case(
                store, s, arm.Key, () => PredictionFile.Read(run.Prediction(arm.Key, s.Id), s.Id, arm.Key))
                with { File = Path.GetRelativePath(run.Path, run.Prediction(arm.Key, s.Id)) }))
            .Concat(BaselineCases(store, test, cancellation))
            .ToList();
        var labels = protocol.Data.Labels.Definitions.Select(d => d.Value).ToList();
        var metrics = new Evaluator(labels, protocol.ToMetricOptions())
            .Evaluate(cases, Environment.ProcessorCount, context.Progress, cancellation);
        AtomicFile.WriteText(Output, JsonSerializer.Serialize(metrics, Json) + "\n");
        return Task.FromResult<IReadOnlyDictionary<string, string>>(StepFacts.Of(metrics.Count, "predictions"));
    }

    private IEnumerable<EvaluationCase> BaselineCases(
        ScanStore store, IReadOnlyList<SeriesRecord> test, CancellationToken cancellation)
    {
        if (Baselines.Count == 0)
        {
            return [];
        }

        var train = StudySplit.Read(arms[0].Split).Train;
        var prepared = PreparedDataset.Open(run.Prepared);
        return Baselines
            .Select(b => BaselinePredictor.Fit(b, protocol.Data.Labels, prepared, train, cancellation))
            .SelectMany(b => test.Select(s => Case(store, s, b.Key, () => b.Predict(s))));
    }

    private static EvaluationCase Case(ScanStore store, SeriesRecord series, string arm, Func<Volume<byte>?> prediction) => new(
        series.Id, series.Patient, arm, () => new Volume<byte>(series.Geometry, store.Label(series.Id)!.Value.ToArray()), prediction);
}
