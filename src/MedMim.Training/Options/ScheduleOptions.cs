namespace MedMim.Training.Options;

/// <summary>The learning rate over time.</summary>
public sealed record ScheduleOptions
{
    /// <summary>The course after the warm-up. Default cosine.</summary>
    public ScheduleKind Kind { get; init; } = ScheduleKind.Cosine;

    /// <summary>
    /// Steps over which the rate rises linearly to its peak. 0 or more, below the number of steps; default 0.
    /// </summary>
    public int WarmupSteps { get; init; }

    /// <summary>
    /// Steps before the warm-up, over which the rate rises to its peak for the first time: for tasks in which a part of the
    /// weights learns alone at first (<see cref="Optimizers.ParameterRate.FirstStep"/>). 0 or more; with the warm-up below
    /// the number of steps; default 0.
    /// </summary>
    public int PreludeSteps { get; init; }

    /// <summary>Poly: the power. Positive; default 0.9.</summary>
    public double Power { get; init; } = 0.9;

    /// <summary>Share of the peak rate that is left at the end, 0 to 1; default 0.</summary>
    public double FinalShare { get; init; }

    /// <summary>Checks every range.</summary>
    /// <exception cref="Foundation.Failures.InputException">An option is out of its range.</exception>
    public void Validate()
    {
        OptionRange.Defined("schedule", Kind);
        OptionRange.AtLeast("warmup_steps", WarmupSteps, 0);
        OptionRange.AtLeast("prelude_steps", PreludeSteps, 0);
        OptionRange.Positive("power", Power);
        OptionRange.Within("final_share", FinalShare, 0, 1);
    }
}
