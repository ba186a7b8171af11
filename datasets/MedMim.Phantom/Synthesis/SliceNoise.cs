using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Phantom.Synthesis;

/// <summary>Noise of one slice, standard deviation 1: part white, part blurred over neighbouring pixels.</summary>
internal static class SliceNoise
{
    // A 3×3 binomial blur of white noise has a deviation of 6/16.
    private const float Blurred = 16f / 6f * 0.86f;
    private const float White = 0.33f;

    /// <summary>C order [y, x].</summary>
    public static float[] Of(GridSize size, RandomStream stream)
    {
        int rows = size.Y, columns = size.X, stride = columns + 2;
        var white = new float[(rows + 2) * stride];
        for (var i = 0; i < white.Length; i++)
        {
            white[i] = (float)stream.NextGaussian();
        }

        var noise = new float[rows * columns];
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                var c = ((y + 1) * stride) + x + 1;
                var blurred = (4 * white[c])
                    + (2 * (white[c - 1] + white[c + 1] + white[c - stride] + white[c + stride]))
                    + white[c - stride - 1] + white[c - stride + 1] + white[c + stride - 1] + white[c + stride + 1];
                noise[(y * columns) + x] = (blurred / 16 * Blurred) + (White * white[c]);
            }
        }

        return noise;
    }
}
