using MedMim.Studies.Comparisons;
using MedMim.Studies.Detection;
using MedMim.Studies.Planning;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;

namespace MedMim.Studies.Steps;

/// <summary>The order of a study's steps.</summary>
internal static class StudyPlan
{
    /// <summary>The steps that a protocol asks for, each after those that it reads from.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="run">The run's folder.</param>
    /// <param name="archive">The folder of scans.</param>
    /// <param name="circumstances">What the report says of this run of the study.</param>
    public static IReadOnlyList<IStudyStep> Of(
        StudyProtocol protocol, RunFolder run, string archive, Func<Task<ReportCircumstances>> circumstances)
    {
        var steps = new List<IStudyStep>();
        if (protocol.Data.Phantom is not null)
        {
            steps.Add(new PhantomStep(protocol, run));
        }

        steps.Add(new IngestStep(protocol, run, archive));
        if (protocol.Comparison is not null)
        {
            steps.AddRange(ComparisonPlan.Of(protocol, run, circumstances));
            return steps;
        }

        steps.Add(new SplitStep(protocol, run));
        steps.Add(new PrepareStep(protocol, run, run.Split));
        if (PlanFile.IsNeeded(protocol))
        {
            steps.Add(new PlanStep(protocol, run));
        }

        if (protocol.GivenEncoder is { } encoder)
        {
            steps.Add(new GivenEncoderStep(protocol, run, encoder, run.Split));
        }
        else if (protocol.Pretraining is not null)
        {
            steps.Add(new PretrainStep(protocol, run, PretrainData.Of(run)));
        }

        if (protocol.Finetuning is { } finetuning)
        {
            List<TrainedArm> arms = [.. finetuning.Arms.Select(a => TrainedArm.Of(run, a))];
            steps.AddRange(arms.SelectMany<TrainedArm, IStudyStep>(arm =>
                [new FinetuneStep(protocol, run, arm), new PredictStep(protocol, run, arm)]));
            steps.Add(new EvaluateStep(protocol, run, arms));
            steps.AddRange(DetectionPlan.Of(protocol, run));
            steps.Add(new ReportStep(protocol, run, circumstances));
        }

        return steps;
    }
}
