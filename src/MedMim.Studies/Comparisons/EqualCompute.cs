using MedMim.Pretraining.Options;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;

namespace MedMim.Studies.Comparisons;

/// <summary>
/// Gives an arm as much compute as one without a teacher has in the protocol's steps, counted in passes through the network
/// (<see cref="PretrainOptions.PassesPerBatch"/>): a teacher costs one more, so its arm takes 3/4 of the steps.
/// </summary>
internal static class EqualCompute
{
    /// <summary>The protocol with its pretraining's steps and warm-up in that proportion: steps rounded to the nearest, at least 1; warm-up down.</summary>
    public static StudyProtocol Apply(StudyProtocol protocol)
    {
        var pretraining = protocol.Pretraining!;
        var passes = protocol.ToPretrainOptions().PassesPerBatch;
        return protocol with
        {
            Pretraining = pretraining with
            {
                Steps = Math.Max(1, (int)Math.Round((double)pretraining.Steps * PretrainOptions.PassesWithoutTeacher / passes, MidpointRounding.AwayFromZero)),
                WarmupSteps = (int)((long)pretraining.WarmupSteps * PretrainOptions.PassesWithoutTeacher / passes),
            },
        };
    }
}
