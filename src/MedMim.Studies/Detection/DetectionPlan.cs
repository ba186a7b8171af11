using MedMim.Studies.Protocols;
using MedMim.Studies.Running;

namespace MedMim.Studies.Detection;

/// <summary>The steps of a protocol's detection, after those of its segmenters.</summary>
internal static class DetectionPlan
{
    public static IEnumerable<IStudyStep> Of(StudyProtocol protocol, RunFolder run)
    {
        if (protocol.Detection is null)
        {
            yield break;
        }

        var arms = DetectionArm.All(protocol, run);
        foreach (var arm in arms)
        {
            if (!arm.IsSegmenter)
            {
                yield return new DetectorStep(protocol, run, arm);
            }

            yield return new DetectStep(protocol, run, arm);
        }

        yield return new DetectionEvaluateStep(protocol, run, arms);
    }
}
