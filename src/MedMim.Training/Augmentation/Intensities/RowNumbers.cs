using MedMim.Foundation.Randomness;
using TorchSharp;

namespace MedMim.Training.Augmentation.Intensities;

/// <summary>A number a row.</summary>
internal static class RowNumbers
{
    /// <summary>Draws one for each row: [r, 1, 1, 1, 1], float32, beside the rows.</summary>
    public static torch.Tensor Draw(torch.Tensor rows, IReadOnlyList<RandomStream> streams, Func<RandomStream, double> draw) =>
        Beside(rows, streams.Select(s => (float)draw(s)));

    /// <summary>The same of given numbers.</summary>
    public static torch.Tensor Beside(torch.Tensor rows, IEnumerable<float> numbers) =>
        torch.tensor(numbers.ToArray(), device: rows.device).reshape(-1, 1, 1, 1, 1);
}
