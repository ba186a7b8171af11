using MedMim.Foundation.Randomness;
using MedMim.Phantom.Shapes;

namespace MedMim.Phantom.Anatomy;

/// <summary>The skin: at each height a rounded rectangle with a few harmonics, a waist, and a groove over the spine.</summary>
internal static class BodyOutline
{
    private const int Harmonics = 5;

    /// <summary>Draws a patient's outline.</summary>
    public static RadialShape Of(Habitus habitus, RandomStream stream)
    {
        var power = stream.NextDouble(2.2, 2.7);
        var waist = stream.NextDouble(0.0, 0.05);
        var amplitude = new double[Harmonics];
        var phase = new double[Harmonics];
        for (var k = 0; k < Harmonics; k++)
        {
            amplitude[k] = stream.Around(0, 0.010);
            phase[k] = stream.NextDouble(0, Math.Tau);
        }

        return new((z, angle) =>
        {
            var narrowing = 1 - (waist * Math.Exp(-Square((z + 70) / 60)));
            var (sin, cos) = Math.SinCos(angle);
            var r = Math.Pow(
                Math.Pow(Math.Abs(cos) / (habitus.HalfWidth * narrowing), power)
                + Math.Pow(Math.Abs(sin) / habitus.HalfDepth, power),
                -1 / power);
            for (var k = 0; k < Harmonics; k++)
            {
                r *= 1 + (amplitude[k] * Math.Cos(((k + 1) * angle) + phase[k] + (z * 0.006 * k)));
            }

            return r - (5 * Math.Exp(-Square((angle - (Math.PI / 2)) / 0.16)));
        });
    }

    private static double Square(double v) => v * v;
}
