using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.FineTuning.Inference;
using MedMim.FineTuning.Packages;
using MedMim.Studies.Calibration;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;

namespace MedMim.Studies.Steps;

/// <summary>
/// Predicts the test cases with an arm's model: a NIfTI file a case, in the grid of the original scan, and counts of how often its
/// probabilities came true.
/// </summary>
internal sealed class PredictStep(StudyProtocol protocol, RunFolder run, TrainedArm arm) : IStudyStep
{
    public string Name => $"predict/{arm.Key}";

    public object Settings => new { protocol.Prediction, protocol.Finetuning!.Precision };

    public IReadOnlyDictionary<string, string> Inputs => StepInputs.Of(
        ("model", run.Manifest($"finetune/{arm.Key}")), ("prepared", run.Manifest("prepare")), ("split", arm.Split));

    public IReadOnlyList<string> Outputs => [run.Predictions(arm.Key)];

    public Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var folder = run.Predictions(arm.Key);
        if (Directory.Exists(folder))
        {
            // Predictions of another model must not be taken for this one's.
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        var prepared = PreparedDataset.Open(run.Prepared);
        var test = StudySplit.Read(arm.Split).Test;
        var package = ModelPackage.Open(run.FineTuning(arm.Key));
        using var predictor = Predictor.Open(package, Options(), context.Device);
        using var task = context.Progress.Begin(Name, test.Count, "cases");
        var calibration = new ArmCounter(ScanStore.Open(run.Store), [.. package.Manifest.Options.Labels.Select(l => (byte)l.Value)]);
        long voxels = 0;
        for (var i = 0; i < test.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var region = prepared.RegionOf(test[i]);
            var labels = predictor.Predict(
                new MemorySlices(prepared.Load(test[i])), region, [calibration.Next(test[i], region)], cancellation);
            Predictor.Write(run.Prediction(arm.Key, test[i]), labels);
            voxels += labels.Geometry.Size.Count;
            task.Report(i + 1);
        }

        calibration.Write(folder);
        return Task.FromResult<IReadOnlyDictionary<string, string>>(StepFacts.Of(voxels, "voxels").With("cases", test.Count));
    }

    private SlidingWindowOptions Options() => new()
    {
        Step = protocol.Prediction.Step,
        Mirror = protocol.Prediction.Mirror,
        Precision = protocol.Finetuning!.ToOptions().Precision,
    };
}
