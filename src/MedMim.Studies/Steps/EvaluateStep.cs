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
using MedMim.Studies.Running;
using MedMim.Studies.Splits;

namespace MedMim.Studies.Steps;

/// <summary>
/// Measures every arm and baseline on the test cases, in the grid of the original scans, against the store's labels.
/// </summary>
internal sealed class EvaluateStep(StudyProtocol protocol, RunFolder run) : IStudyStep
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public string Name => "evaluate";

    public object Settings => new { protocol.Evaluation, protocol.Data.Labels };

    public IReadOnlyDictionary<string, string> Inputs => StepInputs.Of(
    [
        ("store", run.Manifest("ingest")), ("prepared", run.Manifest("prepare")), ("split", run.Split),
        .. protocol.Finetuning!.Arms.Select(a => ($"predictions/{a.ToKey()}", run.Manifest($"predict/{a.ToKey()}"))),
    ]);

    public IReadOnlyList<string> Outputs => [run.Evaluation];

    /// <summary>The measurements of a finished step.</summary>
    public static IReadOnlyList<CaseMetrics> Read(RunFolder run) =>
        JsonSerializer.Deserialize<List<CaseMetrics>>(File.ReadAllBytes(run.Evaluation), Json)!;

    public Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var store = ScanStore.Open(run.Store);
        var test = StudySplit.Read(run.Split).Test.Select(store.Find).ToList();
        var cases = protocol.Finetuning!.Arms
            .SelectMany(arm => test.Select(s => Case(
                store, s, arm.ToKey(), () => PredictionFile.Read(run.Prediction(arm.ToKey(), s.Id), s.Id, arm.ToKey()))))
            .Concat(BaselineCases(store, test, cancellation))
            .ToList();
        var labels = protocol.Data.Labels.Definitions.Select(d => d.Value).ToList();
        var metrics = new Evaluator(labels, protocol.ToMetricOptions())
            .Evaluate(cases, Environment.ProcessorCount, context.Progress, cancellation);
        AtomicFile.WriteText(run.Evaluation, JsonSerializer.Serialize(metrics, Json) + "\n");
        return Task.FromResult<IReadOnlyDictionary<string, string>>(StepFacts.Of(metrics.Count, "predictions"));
    }

    private IEnumerable<EvaluationCase> BaselineCases(
        ScanStore store, IReadOnlyList<SeriesRecord> test, CancellationToken cancellation)
    {
        if (protocol.Evaluation.Baselines.Count == 0)
        {
            return [];
        }

        var train = StudySplit.Read(run.Split).Train;
        var prepared = PreparedDataset.Open(run.Prepared);
        return protocol.Evaluation.Baselines
            .Select(b => BaselinePredictor.Fit(b, protocol.Data.Labels, prepared, train, cancellation))
            .SelectMany(b => test.Select(s => Case(store, s, b.Key, () => b.Predict(s))));
    }

    private static EvaluationCase Case(ScanStore store, SeriesRecord series, string arm, Func<Volume<byte>?> prediction) => new(
        series.Id, series.Patient, arm, () => new Volume<byte>(series.Geometry, store.Label(series.Id)!.Value.ToArray()), prediction);
}
