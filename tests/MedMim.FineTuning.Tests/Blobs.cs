using MedMim.Datasets.Preparation;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Tests;

/// <summary>Noisy scans with a bright ball each; the ball is the label.</summary>
internal static class Blobs
{
    public static MemoryCases Cases(int count, GridSize size, byte value = 1) =>
        new([.. Enumerable.Range(0, count).Select(i => Case($"case-{i:D2}", i, size, value))]);

    public static PreparedVolume Case(string id, int index, GridSize size, byte value = 1)
    {
        var random = new RandomStream(new StreamKey(11, "test.blobs", Sample: index));
        var centre = (Z: Middle(size.Z, random), Y: Middle(size.Y, random), X: Middle(size.X, random));
        var radius = random.NextDouble(3, 5);
        var image = new float[size.Count];
        var label = new byte[size.Count];
        for (var i = 0; i < image.Length; i++)
        {
            var (z, y, x) = (i / (size.Y * size.X), i / size.X % size.Y, i % size.X);
            var distance = Math.Sqrt(Math.Pow(z - centre.Z, 2) + Math.Pow(y - centre.Y, 2) + Math.Pow(x - centre.X, 2));
            label[i] = distance <= radius ? value : (byte)0;
            image[i] = (float)((distance <= radius ? 2 : -0.2) + (0.3 * random.NextGaussian()));
        }

        return MemoryCases.Volume(id, size, image, label);
    }

    private static double Middle(int extent, RandomStream random) => (extent / 2.0) + random.NextDouble(-extent / 5.0, extent / 5.0);
}
