using MedMim.Datasets.Preparation;
using MedMim.Pretraining;
using MedMim.Studies.Mapping;
using MedMim.Studies.Planning;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;
using MedMim.Training.Ranks;

namespace MedMim.Studies.Steps;

/// <summary>Pretrains the encoder on the scans of everybody who is not held out.</summary>
internal sealed class PretrainStep(StudyProtocol protocol, RunFolder run, PretrainData data, IRankGroup? ranks = null) : IStudyStep
{
    public string Name { get; init; } = "pretrain";

    /// <summary>Where the encoder is made.</summary>
    public string Folder { get; init; } = run.Pretraining;

    public object Settings => new { protocol.Pretraining, protocol.Model, protocol.Seed };

    public IReadOnlyDictionary<string, string> Inputs =>
        StepInputs.Of(
        [
            ("prepared", data.Proof), .. data.Split is { } split ? [("split", split)] : Array.Empty<(string, string)>(),
            .. StepInputs.Plan(protocol, run),
        ]);

    public IReadOnlyList<string> Outputs => TrainingOutputs.Of(Folder);

    public Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        if (data.IsOfStudy)
        {
            TrainingOutputs.Clear(Folder, whenUnlike: Settings, Inputs);
        }

        var options = PlanFile.Apply(protocol, run.Plan).ToPretrainOptions();
        var prepared = PreparedDataset.Open(data.Prepared);
        var group = ranks ?? SingleRank.Instance;
        var result = Pretrainer.Run(
            options, prepared, data.CasesOf(prepared),
            new()
            {
                Folder = Folder, Title = Name, Progress = context.Progress, Logger = context.Logger, Ranks = group, Device = context.Device,
            }, cancellation);
        TrainingOutputs.Finish(Folder);
        return Task.FromResult<IReadOnlyDictionary<string, string>>(
            StepFacts.Of(result.Manifest.Steps * options.Training.Accumulation * options.BatchSize, "crops")
                .With("steps", result.Manifest.Steps)
                .With("passes", result.Manifest.Steps * options.Training.Accumulation * options.PassesPerBatch)
                .With("ranks", group.Size)
                .With("parameters", result.Manifest.Parameters));
    }
}
