using CsCheck;
using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Inference;
using MedMim.FineTuning.Segmentation;
using MedMim.Imaging.Volumes;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests.Inference;

/// <summary>Prediction in slabs against the whole array of all classes.</summary>
public sealed class SlabAgreementTests : TorchTests
{
    /// <summary>
    /// Sums in 32-bit floating point, softmax and interpolation of our own: differences are rounding.
    /// Two classes closer than that may change places; nothing else may.
    /// </summary>
    private const double Rounding = 2e-6;

    private static readonly Gen<GridSize> Sizes = Gen.Select(Gen.Int[1, 22], Gen.Int[1, 22], Gen.Int[1, 22], (z, y, x) => new GridSize(z, y, x));

    private static readonly Gen<ArraySpacing> Spacings =
        Gen.Select(Gen.Double[0.6, 2], Gen.Double[0.6, 2], Gen.Double[0.6, 2], (z, y, x) => new ArraySpacing(z, y, x));

    [Fact]
    public void LabelsAreThoseOfTheWholeArray() =>
        Gen.Select(Sizes, Spacings, Gen.Int[2, 6], Gen.Int[1, 5], Gen.Int[0, 7], Gen.Int[0, 47]).Sample(
            (size, spacing, classes, batch, patchBits, order) =>
            {
                using var scope = NewDisposeScope();
                using var network = Network(classes);
                var patch = new GridSize((patchBits & 1) == 0 ? 8 : 5, (patchBits & 2) == 0 ? 6 : 25, (patchBits & 4) == 0 ? 9 : 4);
                var region = RegionOf(size, order);
                var grid = PreparedGrid.Of(region.Geometry, spacing);
                var volume = Noise(grid);
                var whole = WholeArray.OnGrid(WholeArray.Probabilities(network, volume, patch, 0.5), grid, region.Geometry);
                var result = new LabelSlabs(region, new LabelMap([.. Enumerable.Range(1, classes - 1).Select(v => new LabelClass(v, "class"))]));
                var gathered = new GatheredSlabs();

                new SlidingWindow(network, patch, new() { BatchSize = batch }).Run(
                    new MemorySlices(volume), new SlabResampler(region.Geometry, new SlabFanOut(result, gathered)));

                Assert.True((gathered.ToTensor() - whole).abs().max().ToDouble() < Rounding);
                var expected = region.PutBack<byte>(whole.argmax(0).to(ScalarType.Byte).data<byte>().ToArray(), 0);
                var best = whole.topk(2, 0).values;
                var margin = region.PutBack<float>((best[0] - best[1]).contiguous().to(ScalarType.Float32).data<float>().ToArray(), 1);
                Assert.All(
                    expected.Voxels.Index(),
                    v => Assert.True(v.Item == result.Labels.Voxels[v.Index] || margin.Voxels[v.Index] < 2 * Rounding));
            },
            iter: 40,
            threads: 1);

    [Fact]
    public void SixteenBitsAreOffByHalfAStepAWindow() =>
        Gen.Select(Sizes, Gen.Int[2, 6]).Sample(
            (size, classes) =>
            {
                using var scope = NewDisposeScope();
                using var network = Network(classes);
                var volume = Noise(VolumeGeometry.Identity(size, new(1, 1, 1)));
                var patch = new GridSize(8, 6, 9);
                var exact = GatheredSlabs.Of(new SlidingWindow(network, patch), volume);

                var result = GatheredSlabs.Of(new SlidingWindow(network, patch, new() { SumsLimit = 0 }), volume);

                // At half steps three windows at most see a voxel along an axis.
                Assert.True((result - exact).abs().max().ToDouble() < (27 * 0.5 / ushort.MaxValue) + Rounding);
            },
            iter: 30,
            threads: 1);

    [Fact]
    public void MirrorImagesAreTheMeanOfAllEight()
    {
        using var network = Network(3);
        var volume = Noise(VolumeGeometry.Identity(new(8, 6, 9), new(1, 1, 1)));
        var input = tensor(volume.Image.ToArray()).reshape(1, 1, 8, 6, 9);
        var mean = zeros(3, 8, 6, 9);
        foreach (var axes in new long[][] { [], [2], [3], [4], [2, 3], [2, 4], [3, 4], [2, 3, 4] })
        {
            var flipped = axes.Length == 0 ? input : input.flip(axes);
            var answer = network.forward(flipped)[0].softmax(1);
            mean += (axes.Length == 0 ? answer : answer.flip(axes))[0] / 8;
        }

        var result = GatheredSlabs.Of(new SlidingWindow(network, new(8, 6, 9), new() { Mirror = true }), volume);

        Assert.True((result - mean).abs().max().ToDouble() < Rounding);
    }

    [Fact]
    public void NeverMoreSlicesAreThereThanAWindowIsDeep()
    {
        // 40 slices, windows of 8: the array of all of them would take 40 × 10 × 10 × 3 numbers.
        using var network = Network(3);
        var volume = Noise(VolumeGeometry.Identity(new(40, 10, 10), new(1, 1, 1)));
        using var sums = SlabSums.Create(3, volume.Case.Geometry.Size, 8, long.MaxValue);
        for (var z = 0; z + 8 <= 40; z += 4)
        {
            sums.Touch(z, z + 8);
            for (var finished = z; finished < z + 4; finished++)
            {
                Assert.Equal(300, sums.Finish(finished).Length);
            }
        }

        Assert.Equal(8, sums.Allocated);
    }

    /// <summary>A convolution that knows where it is not: not symmetric, its answers lie channels last.</summary>
    private static FixedNetwork Network(int classes)
    {
        manual_seed(7);
        var first = nn.Conv3d(1, classes, 3, padding: 1L);
        return new FixedNetwork(classes, x =>
        {
            using var none = no_grad();
            return (3 * first.forward(x)).permute(0, 2, 3, 4, 1).contiguous().permute(0, 4, 1, 2, 3);
        });
    }

    private static PreparedVolume Noise(VolumeGeometry grid)
    {
        var random = new Foundation.Randomness.RandomStream(new(3, "test.slabs", Sample: (int)grid.Size.Count));
        var image = Enumerable.Range(0, (int)grid.Size.Count).Select(_ => (float)random.NextGaussian()).ToArray();
        return new(new("noise", "patient", "MR", grid, HasLabel: false), image, new byte[image.Length], null);
    }

    /// <summary>A scan with axes exchanged and mirrored, and the part of it that remains without its first voxels.</summary>
    private static SourceRegion RegionOf(GridSize size, int order)
    {
        int[][] permutations = [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]];
        int[] codes = [.. permutations[order % 6].Select((c, i) => (order / 6 & (1 << i)) != 0 ? -c : c)];
        var turned = new AxisOrder(codes[0], codes[1], codes[2]);
        var original = new VolumeGeometry(size, new(0.9, 1.1, 1.4), new(-40, 12, 7), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));
        var whole = turned.Apply(original).Size;
        var cut = Math.Min(1, whole.Y - 1);
        return new(original, turned, new(0, cut, 0, whole with { Y = whole.Y - cut }));
    }
}
