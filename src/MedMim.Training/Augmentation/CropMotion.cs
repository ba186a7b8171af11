using TorchSharp;

namespace MedMim.Training.Augmentation;

/// <summary>A rotation about a crop's centre and a scaling, in the patient's millimetres.</summary>
/// <param name="AngleX">Rotation about the array's x axis, radians.</param>
/// <param name="AngleY">About y.</param>
/// <param name="AngleZ">About z; applied first.</param>
/// <param name="Scale">Above 1 things look larger.</param>
public sealed record CropMotion(double AngleX, double AngleY, double AngleZ, double Scale)
{
    /// <summary>
    /// The matrix that torch's <c>affine_grid</c> takes: from places in the result to places in the crop, as rows x, y, z of
    /// three columns and a shift of 0, in coordinates that run from −1 to 1 over the whole grid. Rx·Ry·Rz, 12 numbers.
    /// </summary>
    /// <param name="size">Voxels, [z, y, x].</param>
    /// <param name="spacing">Millimetres, [z, y, x].</param>
    public float[] ToTheta((long Z, long Y, long X) size, (double Z, double Y, double X) spacing)
    {
        var (cx, sx) = (Math.Cos(AngleX), Math.Sin(AngleX));
        var (cy, sy) = (Math.Cos(AngleY), Math.Sin(AngleY));
        var (cz, sz) = (Math.Cos(AngleZ), Math.Sin(AngleZ));
        double[] rotation =
        [
            cy * cz, -cy * sz, sy,
            (sx * sy * cz) + (cx * sz), (cx * cz) - (sx * sy * sz), -sx * cy,
            (sx * sz) - (cx * sy * cz), (cx * sy * sz) + (sx * cz), cx * cy,
        ];
        double[] extent = [size.X * spacing.X, size.Y * spacing.Y, size.Z * spacing.Z];
        var theta = new float[12];
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                theta[(4 * row) + column] = (float)(rotation[(3 * row) + column] * extent[column] / (extent[row] * Scale));
            }
        }

        return theta;
    }

    /// <summary>Where each voxel of the results comes from: [k, d, h, w, 3], float32.</summary>
    internal static torch.Tensor Grid(
        IEnumerable<CropMotion> motions, IEnumerable<(double Z, double Y, double X)> spacings, torch.Tensor crops)
    {
        var (d, h, w) = (crops.shape[2], crops.shape[3], crops.shape[4]);
        float[] numbers = [.. motions.Zip(spacings).SelectMany(m => m.First.ToTheta((d, h, w), m.Second))];
        var theta = torch.tensor(numbers, device: crops.device).reshape(-1, 3, 4);
        return torch.nn.functional.affine_grid(theta, [theta.shape[0], 1, d, h, w], align_corners: false);
    }
}
