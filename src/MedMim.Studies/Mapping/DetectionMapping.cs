using MedMim.Evaluation.Detection;
using MedMim.FineTuning.Detection;
using MedMim.Studies.Protocols;

namespace MedMim.Studies.Mapping;

/// <summary>The protocol's detection as the detector's options; patches and their changes are the segmenter's.</summary>
internal static class DetectionMapping
{
    public static DetectorOptions ToDetectorOptions(this StudyProtocol protocol)
    {
        var (section, segmenter) = (protocol.Detection!, protocol.ToSegmenterOptions());
        return new DetectorOptions
        {
            Encoder = segmenter.Encoder,
            Labels = segmenter.Labels,
            Channels = segmenter.Channels,
            PatchSize = segmenter.PatchSize,
            Augmentation = segmenter.Augmentation,
            BatchSize = section.Batch(),
            ForegroundProbability = section.ForegroundProbability,
            AnchorsPerCell = section.AnchorsPerCell,
            ValidateEvery = section.ValidateEvery,
            Instances = protocol.Data.Labels.Instances,
            Training = section.ToOptions(),
            Seed = protocol.Seed,
        };
    }

    public static DetectionWindowOptions ToDetectionWindow(this StudyProtocol protocol) => new()
    {
        Step = protocol.Prediction.Step,
        Mirror = protocol.Prediction.Mirror,
        Precision = protocol.Detection!.ToOptions().Precision,
    };

    public static DetectionOptions ToDetectionOptions(this StudyProtocol protocol) => new() { FromInstances = protocol.Data.Labels.Instances };

    public static ProbabilityBoxesOptions ToProbabilityBoxes(this StudyProtocol protocol) => new()
    {
        Threshold = protocol.Detection!.Threshold,
        SmallestVoxels = protocol.Detection.SmallestVoxels,
    };
}
