namespace MedMim.Pretraining.Masking;

/// <summary>A step of a run.</summary>
/// <param name="Step">The step, from 0.</param>
/// <param name="Steps">Steps in all, at least 1.</param>
public readonly record struct TrainingMoment(long Step, long Steps)
{
    /// <summary>The first step of a run.</summary>
    public static TrainingMoment First => new(0, long.MaxValue);

    /// <summary>The last step of a run.</summary>
    public static TrainingMoment Last => new(1, 2);
}
