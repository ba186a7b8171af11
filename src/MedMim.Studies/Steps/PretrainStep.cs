using MedMim.Datasets.Preparation;
using MedMim.Pretraining;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;

namespace MedMim.Studies.Steps;

/// <summary>Pretrains the encoder on the scans of everybody who is not held out.</summary>
internal sealed class PretrainStep(StudyProtocol protocol, RunFolder run, PretrainData data) : IStudyStep
{
    public string Name => "pretrain";

    public object Settings => new { protocol.Pretraining, protocol.Model, protocol.Seed };

    public IReadOnlyDictionary<string, string> Inputs =>
        StepInputs.Of(data.Split is { } split ? [("prepared", data.Proof), ("split", split)] : [("prepared", data.Proof)]);

    public IReadOnlyList<string> Outputs => TrainingOutputs.Of(run.Pretraining);

    public Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        TrainingOutputs.Clear(run.Pretraining, whenUnlike: Settings, Inputs);
        var options = protocol.ToPretrainOptions();
        var prepared = PreparedDataset.Open(data.Prepared);
        var cases = data.Split is { } split ? StudySplit.Read(split).Pretrain : [.. prepared.Cases.Select(c => c.Id)];
        var result = Pretrainer.Run(
            options, prepared, cases,
            new() { Folder = run.Pretraining, Progress = context.Progress, Logger = context.Logger }, cancellation);
        TrainingOutputs.Finish(run.Pretraining);
        return Task.FromResult<IReadOnlyDictionary<string, string>>(
            StepFacts.Of(result.Manifest.Steps * options.Training.Accumulation * options.BatchSize, "crops")
                .With("steps", result.Manifest.Steps)
                .With("parameters", result.Manifest.Parameters));
    }
}
