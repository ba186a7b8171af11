using MedMim.Training.Options;

namespace MedMim.Pretraining.Masking;

/// <summary>
/// How slowly a teacher follows. What it knows is some 1/(1 − decay) steps old: AnatoMask's decay of 0.999 to 0.9999 means
/// 1,000 to 10,000 steps, which of a run of 250,000 (nnU-Net's 1000 epochs) is 0.4 % to 4 %. A shorter run with the same decay
/// would be taught by its own initial weights, so the shares are kept instead.
/// </summary>
public static class TeacherMemory
{
    private const double FirstShare = 0.004;
    private const double LastShare = 0.04;

    /// <summary>The moving average for a run; never slower than AnatoMask's.</summary>
    /// <param name="steps">Steps in all.</param>
    public static AverageOptions For(int steps) => new()
    {
        StartDecay = Decay(FirstShare * steps, 0.999),
        Decay = Decay(LastShare * steps, 0.9999),
    };

    private static double Decay(double memory, double most) => Math.Min(most, 1 - (1 / Math.Max(1, memory)));
}
