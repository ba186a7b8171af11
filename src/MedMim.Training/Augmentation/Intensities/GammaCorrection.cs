using MedMim.Foundation.Randomness;
using static TorchSharp.torch;

namespace MedMim.Training.Augmentation.Intensities;

/// <summary>
/// Raises intensities, scaled to 0 to 1, to a power, then gives them back their mean and deviation; of the negative where
/// inverted.
/// </summary>
internal sealed class GammaCorrection(ValueRange gamma, bool inverted) : IIntensityChange
{
    private const double Least = 1e-7;

    public string Name => inverted ? "inverted-gamma" : "gamma";

    public Tensor Apply(Tensor rows, Tensor? present, IReadOnlyList<RandomStream> streams)
    {
        var before = RowStatistics.Of(rows, present);
        var values = inverted ? -rows : rows;
        var (minimum, maximum) = RowStatistics.Range(values, present);
        var power = RowNumbers.Draw(rows, streams, s => RandomFactor.Draw(gamma, s));
        var curved = ((values - minimum) / (maximum - minimum).clamp_min(Least)).clamp_min(0).pow(power);
        curved = inverted ? -curved : curved;
        var after = RowStatistics.Of(curved, present);
        return ((curved - after.Mean) * (before.Deviation / after.Deviation.clamp_min(Least))) + before.Mean;
    }
}
