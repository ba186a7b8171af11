using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Packages;
using MedMim.FineTuning.Segmentation;
using MedMim.Studies.Mapping;
using MedMim.Studies.Planning;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;

namespace MedMim.Studies.Steps;

/// <summary>Fine-tunes the segmenter of one arm. Arms differ in their first weights and in nothing else.</summary>
internal sealed class FinetuneStep(StudyProtocol protocol, RunFolder run, TrainedArm arm) : IStudyStep
{
    public string Name => $"finetune/{arm.Key}";

    /// <summary>The digest of the whole study's protocol, for the model's record.</summary>
    public string StudyDigest { get; init; } = protocol.Digest;

    public object Settings => new { protocol.Finetuning, protocol.Model, protocol.Data.Labels, protocol.Data.Channels, protocol.Preparation, protocol.Seed };

    public IReadOnlyDictionary<string, string> Inputs
    {
        get
        {
            (string, string)[] data = [("prepared", run.Manifest("prepare")), ("split", arm.Split), .. StepInputs.Plan(protocol, run)];
            return StepInputs.Of(arm.Encoder is { } encoder ? [.. data, ("encoder", encoder)] : data);
        }
    }

    public IReadOnlyList<string> Outputs => TrainingOutputs.Of(run.FineTuning(arm.Key));

    public Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var folder = run.FineTuning(arm.Key);
        TrainingOutputs.Clear(folder, whenUnlike: Settings, Inputs);
        var planned = PlanFile.Apply(protocol, run.Plan);
        if (planned != protocol)
        {
            File.Copy(run.Plan, Path.Combine(folder, PlanFile.Name), overwrite: true);
        }

        var options = planned.ToSegmenterOptions();
        var split = StudySplit.Read(arm.Split);
        var prepared = PreparedDataset.Open(run.Prepared);
        var package = new Segmenter(options).Train(prepared, split.Train, split.Validation, new SegmenterRun
        {
            Folder = folder,
            InitialWeights = arm.Encoder,
            Preparation = prepared.Plan,
            Inputs = ModelInputs.Of(prepared, split.Train),
            Provenance = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["protocol"] = StudyDigest },
            Title = Name,
            Progress = context.Progress,
            Logger = context.Logger,
            Device = context.Device,
        }, cancellation);
        TrainingOutputs.Finish(folder);
        return Task.FromResult<IReadOnlyDictionary<string, string>>(
            StepFacts.Of((long)options.Training.Steps * options.Training.Accumulation * options.BatchSize, "crops")
                .With("steps", options.Training.Steps)
                .With("training_cases", package.Manifest.Provenance.TrainingCases));
    }
}
