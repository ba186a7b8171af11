using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Sampling.Transforms;

/// <summary>A rotation about the crop's centre and a zoom, in the patient's millimetres.</summary>
/// <param name="AngleX">Rotation about the array's x axis, radians.</param>
/// <param name="AngleY">About y.</param>
/// <param name="AngleZ">About z; applied first.</param>
/// <param name="Zoom">Above 1 things look larger.</param>
public sealed record Motion(double AngleX, double AngleY, double AngleZ, double Zoom)
{
    /// <summary>
    /// Resamples a crop: the image linearly, tissue, label and presence by the nearest voxel. What turns in from outside is
    /// as padding is: the image's minimum, air, an ignored label, absent. A voxel that takes anything from padding is absent too.
    /// </summary>
    public Patch Apply(Patch patch)
    {
        ArgumentNullException.ThrowIfNull(patch);
        var (size, source) = (patch.Size, SourceOf(patch.Geometry.Spacing));
        var result = patch with
        {
            Image = new float[patch.Image.Length],
            Tissue = new byte[patch.Tissue.Length],
            Label = patch.Label is null ? null : new byte[patch.Label.Length],
            Present = new byte[patch.Present.Length],
        };
        var outside = patch.Image.Length == 0 ? 0 : patch.Image.Min();
        var (cz, cy, cx) = ((size.Z - 1) / 2.0, (size.Y - 1) / 2.0, (size.X - 1) / 2.0);
        var at = 0;
        for (var z = 0; z < size.Z; z++)
        {
            for (var y = 0; y < size.Y; y++)
            {
                for (var x = 0; x < size.X; x++, at++)
                {
                    var (oz, oy, ox) = (z - cz, y - cy, x - cx);
                    Fill(
                        patch, result, at, outside,
                        cz + (source[2, 0] * ox) + (source[2, 1] * oy) + (source[2, 2] * oz),
                        cy + (source[1, 0] * ox) + (source[1, 1] * oy) + (source[1, 2] * oz),
                        cx + (source[0, 0] * ox) + (source[0, 1] * oy) + (source[0, 2] * oz));
                }
            }
        }

        return result;
    }

    private static void Fill(Patch from, Patch to, int at, float outside, double z, double y, double x)
    {
        var size = from.Size;
        if (z < -0.5 || y < -0.5 || x < -0.5 || z >= size.Z - 0.5 || y >= size.Y - 0.5 || x >= size.X - 0.5)
        {
            to.Image[at] = outside;
            to.Tissue[at] = (byte)Store.TissueClass.Air;
            to.Label?[at] = PatchCropper.IgnoredLabel;
            return;
        }

        var nearest = (int)size.Offset((int)(z + 0.5), (int)(y + 0.5), (int)(x + 0.5));
        to.Image[at] = Trilinear(from.Image, size, z, y, x);
        to.Tissue[at] = from.Tissue[nearest];
        to.Label?[at] = from.Label![nearest];
        to.Present[at] = from.Present[nearest] != 0 && IsWhole(from.Present, size, z, y, x) ? (byte)1 : (byte)0;
    }

    /// <summary>Whether every voxel that interpolation takes from is there.</summary>
    private static bool IsWhole(byte[] present, GridSize size, double z, double y, double x)
    {
        var (z0, z1, fz) = Neighbours(z, size.Z);
        var (y0, y1, fy) = Neighbours(y, size.Y);
        var (x0, x1, fx) = Neighbours(x, size.X);
        (z1, y1, x1) = (fz > 0 ? z1 : z0, fy > 0 ? y1 : y0, fx > 0 ? x1 : x0);
        return Both(z0, y0) && (y1 == y0 || Both(z0, y1)) && (z1 == z0 || (Both(z1, y0) && (y1 == y0 || Both(z1, y1))));

        bool Both(int iz, int iy)
        {
            var row = (int)size.Offset(iz, iy, 0);
            return present[row + x0] != 0 && present[row + x1] != 0;
        }
    }

    private static float Trilinear(float[] image, GridSize size, double z, double y, double x)
    {
        var (z0, z1, fz) = Neighbours(z, size.Z);
        var (y0, y1, fy) = Neighbours(y, size.Y);
        var (x0, x1, fx) = Neighbours(x, size.X);
        return Mix(
            Mix(Along(z0, y0), Along(z0, y1), fy),
            Mix(Along(z1, y0), Along(z1, y1), fy),
            fz);

        float Along(int iz, int iy)
        {
            var row = (int)size.Offset(iz, iy, 0);
            return Mix(image[row + x0], image[row + x1], fx);
        }

        static float Mix(float low, float high, float share) => low + (share * (high - low));
    }

    private static (int Below, int Above, float Share) Neighbours(double at, int count)
    {
        var clamped = Math.Clamp(at, 0, count - 1);
        var below = (int)clamped;
        return (below, Math.Min(below + 1, count - 1), (float)(clamped - below));
    }

    /// <summary>From offsets in the result to offsets in the crop, in voxels; rows and columns are x, y, z.</summary>
    private double[,] SourceOf(Vector3 spacing)
    {
        var (cx, sx) = (Math.Cos(AngleX), Math.Sin(AngleX));
        var (cy, sy) = (Math.Cos(AngleY), Math.Sin(AngleY));
        var (cz, sz) = (Math.Cos(AngleZ), Math.Sin(AngleZ));

        // Rx·Ry·Rz, multiplied out; then from voxels to mm before and back after.
        var matrix = new[,]
        {
            { cy * cz, -cy * sz, sy },
            { (sx * sy * cz) + (cx * sz), (cx * cz) - (sx * sy * sz), -sx * cy },
            { (sx * sz) - (cx * sy * cz), (cx * sy * sz) + (sx * cz), cx * cy },
        };
        double[] mm = [spacing.X, spacing.Y, spacing.Z];
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                matrix[row, column] *= mm[column] / (Zoom * mm[row]);
            }
        }

        return matrix;
    }
}
