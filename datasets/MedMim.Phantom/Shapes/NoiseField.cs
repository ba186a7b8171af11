using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Phantom.Shapes;

/// <summary>
/// A smooth random field over physical space (value noise): random numbers on a lattice that repeats after 32 points,
/// interpolated with a smooth step. Mean 0, standard deviation about 1 (values roughly within ±3).
/// </summary>
internal sealed class NoiseField
{
    private const int Period = 32;
    private const int Mask = Period - 1;

    // Interpolation averages the lattice's numbers; this brings the deviation back to about 1.
    private const float Compensation = 1.75f;
    private readonly float[] lattice = new float[Period * Period * Period];
    private readonly double inverseWavelength;

    /// <param name="stream">Source of the lattice.</param>
    /// <param name="wavelength">Distance of lattice points, mm: bumps are about twice as wide.</param>
    public NoiseField(RandomStream stream, double wavelength)
    {
        inverseWavelength = 1 / wavelength;
        for (var i = 0; i < lattice.Length; i++)
        {
            lattice[i] = Compensation * (float)stream.NextGaussian();
        }
    }

    /// <summary>The field at a point.</summary>
    public double At(in Vector3 point)
    {
        double x = point.X * inverseWavelength, y = point.Y * inverseWavelength, z = point.Z * inverseWavelength;
        double floorX = Math.Floor(x), floorY = Math.Floor(y), floorZ = Math.Floor(z);
        float tx = Smooth((float)(x - floorX)), ty = Smooth((float)(y - floorY)), tz = Smooth((float)(z - floorZ));
        int x0 = (int)floorX & Mask, y0 = ((int)floorY & Mask) * Period, z0 = ((int)floorZ & Mask) * Period * Period;
        int x1 = (x0 + 1) & Mask, y1 = (y0 + Period) & (Mask * Period), z1 = (z0 + (Period * Period)) & (Mask * Period * Period);
        var low = Mix(
            Mix(lattice[z0 + y0 + x0], lattice[z0 + y0 + x1], tx), Mix(lattice[z0 + y1 + x0], lattice[z0 + y1 + x1], tx), ty);
        var high = Mix(
            Mix(lattice[z1 + y0 + x0], lattice[z1 + y0 + x1], tx), Mix(lattice[z1 + y1 + x0], lattice[z1 + y1 + x1], tx), ty);
        return Mix(low, high, tz);
    }

    private static float Smooth(float t) => t * t * (3 - (2 * t));

    private static float Mix(float a, float b, float t) => a + (t * (b - a));
}
