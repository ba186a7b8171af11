using MedMim.Foundation.Randomness;
using static TorchSharp.torch;

namespace MedMim.Training.Augmentation.Intensities;

/// <summary>Multiplies intensities by a factor.</summary>
internal sealed class Brightness(ValueRange factor) : IIntensityChange
{
    public string Name => "brightness";

    public Tensor Apply(Tensor rows, Tensor? present, IReadOnlyList<RandomStream> streams) =>
        rows * RowNumbers.Draw(rows, streams, s => RandomFactor.Draw(factor, s));
}
