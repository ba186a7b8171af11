using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Augmentation;

/// <summary>A rotation about the patch's centre and a zoom, in the patient's millimetres.</summary>
/// <param name="AngleX">Rotation about the array's x axis, radians.</param>
/// <param name="AngleY">About y.</param>
/// <param name="AngleZ">About z; applied first.</param>
/// <param name="Zoom">Above 1 things look larger.</param>
public sealed record RandomAffine(double AngleX, double AngleY, double AngleZ, double Zoom)
{
    /// <summary>Draws angles and zoom.</summary>
    public static RandomAffine Draw(AugmentationOptions options, RandomStream random)
    {
        var limit = options.MaximumRotation * Math.PI / 180;
        return new(
            random.NextDouble(-limit, limit), random.NextDouble(-limit, limit), random.NextDouble(-limit, limit),
            Factor(options.ZoomRange, random));
    }

    /// <summary>A factor in 1/(1 + range) to 1 + range, as likely above 1 as below.</summary>
    public static double Factor(double range, RandomStream random) =>
        Math.Exp(random.NextDouble(-1, 1) * Math.Log(1 + range));

    /// <summary>
    /// Resamples: the image linearly (0, the mean, outside), the label by its nearest voxel (255 outside).
    /// </summary>
    /// <param name="image">[d, h, w], float32.</param>
    /// <param name="label">[d, h, w], uint8.</param>
    /// <param name="spacing">Voxel spacing, mm.</param>
    public (Tensor Image, Tensor Label) Apply(Tensor image, Tensor label, Vector3 spacing)
    {
        var grid = SamplingGrid(image.shape, spacing);
        var turned = nn.functional.grid_sample(
            image.unsqueeze(0).unsqueeze(0), grid, mode: GridSampleMode.Bilinear, padding_mode: GridSamplePaddingMode.Zeros,
            align_corners: false);

        // Shifted by one so that the zeros from outside become -1, then 255.
        var shifted = (label.to(ScalarType.Float32) + 1).unsqueeze(0).unsqueeze(0);
        var nearest = nn.functional.grid_sample(
            shifted, grid, mode: GridSampleMode.Nearest, padding_mode: GridSamplePaddingMode.Zeros, align_corners: false);
        var values = nearest[0, 0].round() - 1;
        return (turned[0, 0], values.where(values.ge(0), 255).to(ScalarType.Byte));
    }

    /// <summary>
    /// torch's sampling grid in coordinates of −1 to 1 along x, y, z: out-points are scaled to mm, turned, zoomed,
    /// scaled back.
    /// </summary>
    private Tensor SamplingGrid(long[] shape, Vector3 spacing)
    {
        double[] extent = [shape[2] * spacing.X, shape[1] * spacing.Y, shape[0] * spacing.Z];
        var rotation = Rotation();
        var theta = new float[12];
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                theta[(row * 4) + column] = (float)(rotation[row, column] * extent[column] / (Zoom * extent[row]));
            }
        }

        return nn.functional.affine_grid(tensor(theta).reshape(1, 3, 4), [1, 1, .. shape], align_corners: false);
    }

    private double[,] Rotation()
    {
        var (cx, sx) = (Math.Cos(AngleX), Math.Sin(AngleX));
        var (cy, sy) = (Math.Cos(AngleY), Math.Sin(AngleY));
        var (cz, sz) = (Math.Cos(AngleZ), Math.Sin(AngleZ));

        // Rx·Ry·Rz, multiplied out.
        return new[,]
        {
            { cy * cz, -cy * sz, sy },
            { (sx * sy * cz) + (cx * sz), (cx * cz) - (sx * sy * sz), -sx * cy },
            { (sx * sz) - (cx * sy * cz), (cx * sy * sz) + (sx * cz), cx * cy },
        };
    }
}
