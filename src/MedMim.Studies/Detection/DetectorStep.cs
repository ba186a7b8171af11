using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Detection;
using MedMim.FineTuning.Packages;
using MedMim.FineTuning.Segmentation;
using MedMim.Studies.Mapping;
using MedMim.Studies.Planning;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;
using MedMim.Studies.Steps;

namespace MedMim.Studies.Detection;

/// <summary>Trains the detector of one arm. Arms differ in their first weights and in nothing else.</summary>
internal sealed class DetectorStep(StudyProtocol protocol, RunFolder run, DetectionArm arm) : IStudyStep
{
    public string Name => NameOf(arm);

    public object Settings => new
    {
        protocol.Detection, protocol.Finetuning, protocol.Model, protocol.Data.Labels, protocol.Preparation, protocol.Seed,
    };

    public IReadOnlyDictionary<string, string> Inputs
    {
        get
        {
            (string, string)[] data = [("prepared", run.Manifest("prepare")), ("split", arm.Model.Split), .. StepInputs.Plan(protocol, run)];
            return StepInputs.Of(arm.Model.Encoder is { } encoder ? [.. data, ("encoder", encoder)] : data);
        }
    }

    public IReadOnlyList<string> Outputs => TrainingOutputs.Of(run.Detector(arm.Key));

    public static string NameOf(DetectionArm arm) => $"train/{arm.Key}";

    public Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var folder = run.Detector(arm.Key);
        TrainingOutputs.Clear(folder, whenUnlike: Settings, Inputs);
        var options = PlanFile.Apply(protocol, run.Plan).ToDetectorOptions();
        var prepared = PreparedDataset.Open(run.Prepared);
        var split = StudySplit.Read(arm.Model.Split);
        IPreparedCases cases = options.Instances ? new InstanceCases(prepared) : prepared;
        var package = new Detector(options).Train(cases, split.Train, split.Validation, new SegmenterRun
        {
            Folder = folder,
            InitialWeights = arm.Model.Encoder,
            Preparation = prepared.Plan,
            Inputs = ModelInputs.Of(prepared, split.Train),
            Provenance = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["protocol"] = protocol.Digest },
            Title = Name,
            Progress = context.Progress,
            Logger = context.Logger,
            Device = context.Device,
        }, cancellation);
        TrainingOutputs.Finish(folder);
        return Task.FromResult<IReadOnlyDictionary<string, string>>(
            StepFacts.Of((long)options.Training.Steps * options.Training.Accumulation * options.BatchSize, "crops")
                .With("steps", options.Training.Steps)
                .With("training_cases", package.Manifest.Provenance.TrainingCases)
                .With("training_lesions", package.Manifest.Anchors.Boxes));
    }
}
