using MedMim.Foundation.Randomness;
using static TorchSharp.torch;

namespace MedMim.Training.Augmentation.Intensities;

/// <summary>Adds independent normal noise, whose deviation is uniform from 0 to a largest one.</summary>
internal sealed class GaussianNoise(double largestDeviation) : IIntensityChange
{
    public string Name => "noise";

    public Tensor Apply(Tensor rows, Tensor? present, IReadOnlyList<RandomStream> streams)
    {
        var size = (int)(rows.numel() / rows.shape[0]);
        var noise = new float[streams.Count * size];
        Parallel.For(0, streams.Count, row =>
        {
            var deviation = streams[row].NextDouble(0, largestDeviation);
            foreach (ref var value in noise.AsSpan(row * size, size))
            {
                value = (float)(deviation * streams[row].NextGaussian());
            }
        });
        return rows + tensor(noise, device: rows.device).reshape(rows.shape);
    }
}
