using CsCheck;
using MedMim.Datasets.Sampling;
using MedMim.Datasets.Sampling.Transforms;
using MedMim.FineTuning.Augmentation;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests.Augmentation;

public sealed class AugmentationOptionsTests : TorchTests
{
    [Fact]
    public void NoneChangesNothing()
    {
        var (patch, image) = Noise(new(6, 7, 8), new(1, 1, 1), 1);
        foreach (var transform in AugmentationOptions.None.ToTransforms())
        {
            Assert.Equal(image, transform.Apply(patch, new(new StreamKey(1, transform.Name))).Image);
        }
    }

    [Fact]
    public void TheStreamsOfTheChangesHaveNamesOfTheirOwn()
    {
        var names = new AugmentationOptions().ToTransforms().Select(t => t.Name).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public void MotionAgreesWithTorchsGridSample() =>
        Gen.Select(Gen.Double[-1, 1], Gen.Double[-1, 1], Gen.Double[-1, 1], Gen.Double[0.7, 1.4], Gen.Double[0.5, 3]).Sample(
            (a, b, c, zoom, step) =>
            {
                using var scope = NewDisposeScope();
                var spacing = new Vector3(1, step, 2);
                var (patch, image) = Noise(new(9, 12, 15), spacing, 2);
                var moved = new Motion(a, b, c, zoom).Apply(patch);
                var grid = nn.functional.affine_grid(Theta(a, b, c, zoom, patch), [1, 1, 9, 12, 15], align_corners: false);
                var truth = nn.functional.grid_sample(
                    tensor(image).reshape(1, 1, 9, 12, 15), grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Border, align_corners: false);
                var voxels = truth.data<float>().ToArray();
                for (var i = 0; i < voxels.Length; i++)
                {
                    Assert.True(moved.Present[i] == 0 || Math.Abs(moved.Image[i] - voxels[i]) < 1e-3, $"{moved.Image[i]} for {voxels[i]}");
                }

                Assert.Contains((byte)1, moved.Present);
            },
            iter: 20,
            threads: 1);

    /// <summary>torch's matrix: rows and columns x, y, z, on coordinates of −1 to 1 over the whole grid.</summary>
    private static Tensor Theta(double a, double b, double c, double zoom, Patch patch)
    {
        Tensor X = tensor(new[] { 1, 0, 0, 0, Math.Cos(a), -Math.Sin(a), 0, Math.Sin(a), Math.Cos(a) }).reshape(3, 3);
        Tensor Y = tensor(new[] { Math.Cos(b), 0, Math.Sin(b), 0, 1, 0, -Math.Sin(b), 0, Math.Cos(b) }).reshape(3, 3);
        Tensor Z = tensor(new[] { Math.Cos(c), -Math.Sin(c), 0, Math.Sin(c), Math.Cos(c), 0, 0, 0, 1 }).reshape(3, 3);
        var (size, mm) = (patch.Size, patch.Geometry.Spacing);
        var extent = tensor(new[] { size.X * mm.X, size.Y * mm.Y, size.Z * mm.Z });
        var linear = X.matmul(Y).matmul(Z) * extent.unsqueeze(0) / extent.unsqueeze(1) / zoom;
        return cat([linear, zeros(3, 1, dtype: ScalarType.Float64)], 1).unsqueeze(0).to(ScalarType.Float32);
    }

    private static (Patch Patch, float[] Image) Noise(GridSize size, Vector3 spacing, ulong seed)
    {
        var random = new RandomStream(new StreamKey(seed, "test.noise"));
        var image = Enumerable.Range(0, (int)size.Count).Select(_ => (float)random.NextGaussian()).ToArray();
        var present = Enumerable.Repeat((byte)1, image.Length).ToArray();
        return (new("case", default, VolumeGeometry.Identity(size, spacing), [.. image], new byte[image.Length], null, present), image);
    }
}
