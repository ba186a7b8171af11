using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Detection;
using MedMim.FineTuning.Inference;
using MedMim.FineTuning.Packages;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;
using MedMim.Studies.Steps;

namespace MedMim.Studies.Detection;

/// <summary>Finds boxes in the test cases: a JSON file a case, in the grid of the original scan.</summary>
internal sealed class DetectStep(StudyProtocol protocol, RunFolder run, DetectionArm arm) : IStudyStep
{
    public string Name => NameOf(arm);

    public object Settings => new { protocol.Prediction, protocol.Detection };

    public IReadOnlyDictionary<string, string> Inputs => StepInputs.Of(
        ("model", run.Manifest(arm.IsSegmenter ? $"finetune/{arm.Model.Key}" : DetectorStep.NameOf(arm))),
        ("prepared", run.Manifest("prepare")), ("split", arm.Model.Split));

    public IReadOnlyList<string> Outputs => [run.Detections(arm.Key)];

    public static string NameOf(DetectionArm arm) => $"detect/{arm.Key}";

    public Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var folder = run.Detections(arm.Key);
        if (Directory.Exists(folder))
        {
            // Detections of another model must not be taken for this one's.
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        var prepared = PreparedDataset.Open(run.Prepared);
        var test = StudySplit.Read(arm.Model.Split).Test;
        var names = protocol.Data.Labels.Definitions.ToDictionary(d => (int)d.Value, d => d.Name);
        using var finder = Open(context);
        using var task = context.Progress.Begin(Name, test.Count, "cases");
        var boxes = 0;
        for (var i = 0; i < test.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var found = finder.Predict(new MemorySlices(prepared.Load(test[i])), prepared.RegionOf(test[i]), cancellation);
            DetectionJson.Write(run.Detection(arm.Key, test[i]), found, names);
            boxes += found.Boxes.Count;
            task.Report(i + 1);
        }

        return Task.FromResult<IReadOnlyDictionary<string, string>>(StepFacts.Of(test.Count, "cases").With("boxes", boxes));
    }

    private IScanDetector Open(StepContext context) => arm.IsSegmenter
        ? SegmentationDetector.Open(
            ModelEnsemble.Of([run.FineTuning(arm.Model.Key)]), Window(), protocol.ToProbabilityBoxes(), context.Device)
        : DetectorPredictor.Open(DetectorEnsemble.Of([run.Detector(arm.Key)]), protocol.ToDetectionWindow(), context.Device);

    private SlidingWindowOptions Window() => new()
    {
        Step = protocol.Prediction.Step,
        Mirror = protocol.Prediction.Mirror,
        Precision = protocol.Finetuning!.ToOptions().Precision,
    };
}
