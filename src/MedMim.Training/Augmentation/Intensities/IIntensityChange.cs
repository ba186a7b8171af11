using MedMim.Foundation.Randomness;
using TorchSharp;

namespace MedMim.Training.Augmentation.Intensities;

/// <summary>A random change of intensities. What it does to a row follows from that row and its stream alone.</summary>
internal interface IIntensityChange
{
    /// <summary>Names the stream of its random numbers; no two changes share one.</summary>
    string Name { get; }

    /// <summary>The changed rows. What it gives for absent voxels does not matter.</summary>
    /// <param name="rows">Volumes, [r, 1, d, h, w], float32; not changed.</param>
    /// <param name="present">Where there is a scan, bool, of the same shape; null: everywhere.</param>
    /// <param name="streams">The random numbers of each row.</param>
    torch.Tensor Apply(torch.Tensor rows, torch.Tensor? present, IReadOnlyList<RandomStream> streams);
}
