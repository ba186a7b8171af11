using MedMim.Training.Options;

namespace MedMim.Training.Schedules;

/// <summary>
/// The learning rate of every step: a closed formula of the step, so nothing of it needs a checkpoint.
/// </summary>
/// <param name="options">The course.</param>
/// <param name="peak">The rate at the end of the warm-up.</param>
/// <param name="steps">Steps in all.</param>
public sealed class LearningRateSchedule(ScheduleOptions options, double peak, int steps)
{
    /// <summary>
    /// The rate of a step. Warm-up of W steps: peak·(step + 1)/W. After it, with t = (step − W)/(steps − W) in [0, 1):
    /// peak·(f + (1 − f)·s(t)). A prelude of P steps, peak·(step + 1)/P, comes before, and all else P steps later. Here s is ½(1 + cos πt) or (1 − t)^power, and f is the final share.
    /// </summary>
    /// <param name="step">The step, from 0.</param>
    public double At(long step)
    {
        if (step < options.PreludeSteps)
        {
            return peak * (step + 1) / options.PreludeSteps;
        }

        step -= options.PreludeSteps;
        if (step < options.WarmupSteps)
        {
            return peak * (step + 1) / options.WarmupSteps;
        }

        var t = Math.Clamp((step - options.WarmupSteps) / (double)(steps - options.PreludeSteps - options.WarmupSteps), 0, 1);
        var shape = options.Kind switch
        {
            ScheduleKind.Cosine => 0.5 * (1 + Math.Cos(Math.PI * t)),
            ScheduleKind.Poly => Math.Pow(1 - t, options.Power),
            _ => 1,
        };
        return peak * (options.FinalShare + ((1 - options.FinalShare) * shape));
    }
}
