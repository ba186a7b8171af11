using MedMim.Foundation.Randomness;
using static TorchSharp.torch;

namespace MedMim.Training.Augmentation.Intensities;

/// <summary>Multiplies the distance from the mean by a factor; what leaves the range of intensities is clipped to it.</summary>
internal sealed class Contrast(ValueRange factor) : IIntensityChange
{
    public string Name => "contrast";

    public Tensor Apply(Tensor rows, Tensor? present, IReadOnlyList<RandomStream> streams)
    {
        var mean = RowStatistics.Of(rows, present).Mean;
        var (minimum, maximum) = RowStatistics.Range(rows, present);
        return (((rows - mean) * RowNumbers.Draw(rows, streams, s => RandomFactor.Draw(factor, s))) + mean).maximum(minimum).minimum(maximum);
    }
}
