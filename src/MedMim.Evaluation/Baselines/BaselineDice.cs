using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Baselines;

/// <summary>How baselines are scored while they are fitted: Dice over the target, whatever its label values.</summary>
public static class BaselineDice
{
    /// <summary>2·|A∩B| / (|A|+|B|); NaN where both are empty.</summary>
    public static double Of(ReadOnlySpan<byte> reference, ReadOnlySpan<byte> prediction)
    {
        if (reference.Length != prediction.Length)
        {
            throw new ArgumentException("The masks differ in length.", nameof(prediction));
        }

        long both = 0, sum = 0;
        for (var i = 0; i < reference.Length; i++)
        {
            int a = reference[i] != 0 ? 1 : 0, b = prediction[i] != 0 ? 1 : 0;
            both += a & b;
            sum += a + b;
        }

        return sum == 0 ? double.NaN : 2.0 * both / sum;
    }

    /// <summary>The mean over cases that have a target; NaN where none has.</summary>
    public static double Mean(IEnumerable<BaselineCase> cases, Func<BaselineCase, Volume<byte>> predict)
    {
        ArgumentNullException.ThrowIfNull(predict);
        var values = cases
            .Where(c => c.Label().Span.IndexOfAnyExcept((byte)0) >= 0)
            .Select(c => Of(c.Label().Span, predict(c).Voxels))
            .ToList();
        return values.Count == 0 ? double.NaN : values.Average();
    }
}
