using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;
using MedMim.Studies.Steps;

namespace MedMim.Studies.Detection;

/// <summary>What finds boxes in a study: a detector, or a segmenter whose probabilities are made boxes.</summary>
/// <param name="Key">Its name in steps and folders.</param>
/// <param name="Name">Its name in the report.</param>
/// <param name="Model">The arm whose weights it begins with, or whose segmenter it is.</param>
/// <param name="IsSegmenter">Whether it is a segmenter.</param>
internal sealed record DetectionArm(string Key, string Name, TrainedArm Model, bool IsSegmenter)
{
    /// <summary>All of a study, detectors first.</summary>
    public static IReadOnlyList<DetectionArm> All(StudyProtocol protocol, RunFolder run) =>
    [
        .. protocol.Detection!.Arms.Select(a => new DetectionArm(
            "detector-" + a.ToKey(), "Detector, " + Words(a.ToKey()), TrainedArm.Of(run, a), IsSegmenter: false)),
        .. protocol.Detection.FromSegmentation
            ? protocol.Finetuning!.Arms.Select(a => new DetectionArm(
                "segmenter-" + a.ToKey(), "Segmenter’s components, " + Words(a.ToKey()), TrainedArm.Of(run, a), IsSegmenter: true))
            : [],
    ];

    private static string Words(string key) => key == "scratch" ? "from scratch" : key;
}
