using MedMim.Foundation.Randomness;
using MedMim.Phantom.Anatomy;
using MedMim.Phantom.Shapes;

namespace MedMim.Phantom.Synthesis;

/// <summary>
/// What the scanner makes of the body: tissue texture, a slow shading (cupping and drift), and noise that is correlated
/// within the slice as reconstruction leaves it and strongest in the middle of the body.
/// </summary>
internal static class Scanner
{
    /// <summary>Turns a painted canvas into stored values, HU rounded to integers, −1024 to 3071, C order [z, y, x].</summary>
    public static short[] Acquire(Canvas canvas, Habitus habitus, ulong seed, long patient, RandomStream stream)
    {
        var grain = new NoiseField(new(new(seed, "phantom.grain", Sample: patient)), 4.2);
        var mottle = new NoiseField(new(new(seed, "phantom.mottle", Sample: patient)), 13);
        var shading = new NoiseField(new(new(seed, "phantom.shading", Sample: patient)), 130);
        var deviation = stream.NextDouble(6, 11);
        var cupping = stream.NextDouble(-9, 5);
        var drift = stream.NextDouble(3, 7);
        var gain = stream.NextDouble(0.985, 1.015);
        var geometry = canvas.Geometry;
        var size = geometry.Size;
        var stored = new short[size.Count];
        for (var z = 0; z < size.Z; z++)
        {
            var noise = SliceNoise.Of(size, new(new(seed, "phantom.noise", Epoch: z, Sample: patient)));
            for (var y = 0; y < size.Y; y++)
            {
                for (var x = 0; x < size.X; x++)
                {
                    var p = geometry.ToPhysical(z, y, x);
                    var i = size.Offset(z, y, x);
                    double nx = p.X / habitus.HalfWidth, ny = p.Y / habitus.HalfDepth;
                    var middle = Math.Exp(-((nx * nx) + (ny * ny)));
                    double value = canvas.Hounsfield[i];
                    value += canvas.Grain[i] > 0 ? canvas.Grain[i] * grain.At(p) : 0;
                    value += canvas.Mottle[i] > 0 ? canvas.Mottle[i] * mottle.At(p) : 0;
                    var density = Math.Clamp((value + 1000) / 1000, 0, 1);
                    value += density * ((cupping * middle) + (drift * shading.At(p)));
                    value = (gain * (value + 1000)) - 1000 + (deviation * (0.55 + (0.75 * middle)) * noise[(y * size.X) + x]);
                    stored[i] = (short)Math.Clamp(Math.Round(value), -1024, 3071);
                }
            }
        }

        return stored;
    }
}
