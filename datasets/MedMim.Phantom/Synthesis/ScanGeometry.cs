using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Phantom.Synthesis;

/// <summary>
/// The grid of each patient's scan. Of four patients one is scanned as the options say, one with a slightly different
/// spacing, one with finer pixels and thicker slices, one with the axes turned. All cover about the same part of the body.
/// </summary>
internal static class ScanGeometry
{
    /// <summary>The grid of a patient.</summary>
    public static VolumeGeometry Of(PhantomOptions options, int patient)
    {
        var stream = new RandomStream(new(options.Seed, "phantom.geometry", Sample: patient));
        var pixel = options.PixelSpacing;
        var slice = options.SliceSpacing;
        double turn = 0, tilt = 0;
        switch (patient % 4)
        {
            case 1:
                pixel = Rounded(pixel * stream.NextDouble(0.94, 1.06));
                slice = Rounded(slice * stream.NextDouble(0.94, 1.06));
                break;
            case 2:
                pixel = Rounded(pixel * stream.NextDouble(0.80, 0.88));
                slice = Rounded(slice * stream.NextDouble(1.45, 1.7));
                break;
            case 3:
                turn = stream.NextDouble(0.07, 0.16) * (stream.NextDouble() < 0.5 ? -1 : 1);
                tilt = stream.NextDouble(0.06, 0.14) * (stream.NextDouble() < 0.5 ? -1 : 1);
                break;
        }

        var columns = (int)Math.Round(options.Columns * options.PixelSpacing / pixel);
        var slices = Math.Max((int)Math.Round(options.Slices * options.SliceSpacing / slice), 12);
        return Centred(new(slices, columns, columns), new(pixel, pixel, slice), turn, tilt, stream);
    }

    private static VolumeGeometry Centred(GridSize size, Vector3 spacing, double turn, double tilt, RandomStream stream)
    {
        // Orthonormal, right-handed: turned about z, then about the turned x.
        var (s, c) = Math.SinCos(turn);
        var (st, ct) = Math.SinCos(tilt);
        Vector3 axisX = new(c, s, 0), axisY = new(-s * ct, c * ct, st), axisZ = new(s * st, -c * st, ct);
        var centre = new Vector3(Rounded(stream.NextDouble(-5, 5)), Rounded(stream.NextDouble(2, 10)), 0);
        var origin = centre
            - (0.5 * (size.X - 1) * spacing.X * axisX)
            - (0.5 * (size.Y - 1) * spacing.Y * axisY)
            - (0.5 * (size.Z - 1) * spacing.Z * axisZ);
        return new(size, spacing, origin, axisX, axisY, axisZ);
    }

    private static double Rounded(double value) => Math.Round(value, 3);
}
