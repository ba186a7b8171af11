using MedMim.Foundation.Failures;

namespace MedMim.Pretraining.Masking;

/// <summary>How a curriculum goes from its beginning to its end: a closed formula of the step.</summary>
public sealed record CurriculumRamp
{
    /// <summary>The share of the steps before which the blend is 0. 0 to 1; default 0.1.</summary>
    public double Begin { get; init; } = 0.1;

    /// <summary>The share of the steps from which on it is 1; in between it rises linearly. Above the beginning, to 1; default 0.9.</summary>
    public double End { get; init; } = 0.9;

    /// <summary>The blend, 0 to 1; of a run's first step it is 0, of its last 1.</summary>
    public double At(TrainingMoment moment)
    {
        var progress = moment.Steps <= 1 ? 0 : moment.Step / (double)(moment.Steps - 1);
        return Math.Clamp((progress - Begin) / (End - Begin), 0, 1);
    }

    /// <summary>Checks every range.</summary>
    /// <exception cref="InputException">A share is out of its range.</exception>
    public void Validate()
    {
        if (!(Begin >= 0 && End <= 1 && Begin < End))
        {
            throw new InputException(
                "masking.curriculum", FormattableString.Invariant($"goes from {Begin} to {End}"), "Give two shares of the steps, the first the smaller.");
        }
    }
}
