using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Phantom.Anatomy;

/// <summary>Random choices in anatomical terms.</summary>
internal static class Draw
{
    /// <summary>A number around a mean, never further off than two and a half deviations.</summary>
    public static double Around(this RandomStream stream, double mean, double deviation) =>
        mean + (deviation * Math.Clamp(stream.NextGaussian(), -2.5, 2.5));

    /// <summary>A point around another, each coordinate on its own.</summary>
    public static Vector3 Around(this RandomStream stream, Vector3 mean, double deviation) => new(
        stream.Around(mean.X, deviation), stream.Around(mean.Y, deviation), stream.Around(mean.Z, deviation));

    /// <summary>A unit vector, every direction equally likely.</summary>
    public static Vector3 Direction(this RandomStream stream)
    {
        var v = new Vector3(stream.NextGaussian(), stream.NextGaussian(), stream.NextGaussian());
        return 1 / Math.Max(v.Length, 1e-9) * v;
    }

    /// <summary>True with a probability.</summary>
    public static bool Chance(this RandomStream stream, double probability) => stream.NextDouble() < probability;
}
