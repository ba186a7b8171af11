using MedMim.Training.Options;

namespace MedMim.Training.Averaging;

/// <summary>The decay of a moving average in every step: a closed formula of the step, so nothing of it needs a checkpoint.</summary>
/// <param name="options">Start, end and length of the rise.</param>
/// <param name="steps">Steps in all.</param>
public sealed class DecaySchedule(AverageOptions options, int steps)
{
    /// <summary>
    /// With R = share·steps: start + (end − start)·step/R below step R, and end from there on.
    /// </summary>
    /// <param name="step">The step, from 0.</param>
    public double At(long step)
    {
        var ramp = options.RampShare * steps;
        return step < ramp ? options.StartDecay + ((options.Decay - options.StartDecay) * (step / ramp)) : options.Decay;
    }
}
