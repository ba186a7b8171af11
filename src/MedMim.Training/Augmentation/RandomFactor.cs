using MedMim.Foundation.Randomness;

namespace MedMim.Training.Augmentation;

/// <summary>Draws factors.</summary>
internal static class RandomFactor
{
    /// <summary>A factor as likely below 1 as above, uniform on either side; a range that lies on one side is uniform as a whole.</summary>
    public static double Draw(ValueRange range, RandomStream random)
    {
        var below = random.NextDouble() < 0.5;
        var place = random.NextDouble();
        var (low, high) = range.Low >= 1 || range.High <= 1 ? (range.Low, range.High) : below ? (range.Low, 1) : (1, range.High);
        return low + ((high - low) * place);
    }
}
