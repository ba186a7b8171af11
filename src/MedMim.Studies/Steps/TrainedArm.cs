using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols.Sections;
using MedMim.Studies.Running;

namespace MedMim.Studies.Steps;

/// <summary>A segmenter of a study, as the steps that make and measure it see it.</summary>
/// <param name="Key">Its name in steps and folders: an arm's, or a comparison's cell with slashes.</param>
/// <param name="Encoder">The pretrained weights that it begins with; null for random ones.</param>
/// <param name="Split">The file that says who trains and who is tested.</param>
internal sealed record TrainedArm(string Key, string? Encoder, string Split)
{
    /// <summary>An arm of a study with one split.</summary>
    public static TrainedArm Of(RunFolder run, ArmName arm) =>
        new(arm.ToKey(), arm == ArmName.Pretrained ? run.Encoder : null, run.Split);
}
