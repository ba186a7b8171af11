using MedMim.Evaluation.Baselines;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests.Baselines;

public class ThresholdBaselineTests
{
    private static readonly GridSize Size = new(12, 24, 24);

    [Fact]
    public void A_target_that_a_window_separates_is_found_entirely()
    {
        var cases = Enumerable.Range(0, 4).Select(i => Case(i, target: 50, background: 0, noise: 4)).ToList();
        var baseline = ThresholdBaseline.Fit(cases[..3], TestContext.Current.CancellationToken);
        Assert.InRange(baseline.Low, 15, 45);
        Assert.InRange(baseline.High, 55, 80);
        Assert.Equal(1, BaselineDice.Mean(cases[3..], baseline.Predict), 1e-9);
    }

    [Fact]
    public void Specks_of_the_target_s_brightness_are_cleaned_away_by_size()
    {
        var cases = Enumerable.Range(0, 4).Select(i => Case(i, target: 50, background: 0, noise: 4, specks: 60)).ToList();
        var baseline = ThresholdBaseline.Fit(cases[..3], TestContext.Current.CancellationToken);
        Assert.True(baseline.Sizes.Smallest > 1 || baseline.Sizes.OnlyLargest);
        Assert.InRange(BaselineDice.Mean(cases[3..], baseline.Predict), 0.97, 1);
    }

    [Fact]
    public void A_target_of_the_background_s_brightness_is_not_found()
    {
        var cases = Enumerable.Range(0, 6).Select(i => Case(i, target: 0, background: 0, noise: 10)).ToList();
        var baseline = ThresholdBaseline.Fit(cases[..4], TestContext.Current.CancellationToken);
        Assert.InRange(BaselineDice.Mean(cases[4..], baseline.Predict), 0, 0.25);
    }

    [Fact]
    public void The_window_is_the_best_of_all_windows()
    {
        // Against every pair of the values that occur, without clean-up: intensities are small integers here.
        var cases = Enumerable.Range(0, 3).Select(i => Rounded(Case(i, target: 3, background: 0, noise: 2))).ToList();
        var best = 0.0;
        for (var low = -10; low < 15; low++)
        {
            for (var high = low + 1; high <= 15; high++)
            {
                best = Math.Max(best, BaselineDice.Mean(cases, c => Window(c, low, high)));
            }
        }

        var baseline = ThresholdBaseline.Fit(cases, TestContext.Current.CancellationToken);
        var raw = BaselineDice.Mean(cases, (baseline with { Sizes = new(0, double.PositiveInfinity, false) }).Predict);
        Assert.True(baseline.TrainingDice >= best - 1e-9, $"{baseline.TrainingDice} < {best}");
        Assert.True(raw <= best + 1e-9);
    }

    [Fact]
    public void The_training_Dice_is_what_applying_it_to_the_training_cases_gives()
    {
        var cases = Enumerable.Range(0, 3).Select(i => Case(i, target: 20, background: 0, noise: 10, specks: 20)).ToList();
        var baseline = ThresholdBaseline.Fit(cases, TestContext.Current.CancellationToken);
        Assert.Equal(baseline.TrainingDice, BaselineDice.Mean(cases, baseline.Predict), 1e-9);
    }

    [Fact]
    public void Without_any_target_there_is_nothing_to_fit() =>
        Assert.Throws<ArgumentException>(() => ThresholdBaseline.Fit(
            [new("empty", Grid, () => new float[Size.Count], () => new byte[Size.Count])],
            TestContext.Current.CancellationToken));

    private static VolumeGeometry Grid => VolumeGeometry.Identity(Size, new(1, 1, 1));

    // A ball of one brightness in a background of another; specks are single voxels as bright as the ball.
    private static BaselineCase Case(int number, double target, double background, double noise, int specks = 0)
    {
        var stream = new RandomStream(new(5, "baseline", Sample: number));
        var image = new float[Size.Count];
        var label = new byte[Size.Count];
        for (var i = 0; i < image.Length; i++)
        {
            int x = i % Size.X, y = i / Size.X % Size.Y, z = i / Size.X / Size.Y;
            var inside = Square(x - 10 - number) + Square(y - 12) + Square(z - 6) <= 16;
            label[i] = inside ? (byte)1 : (byte)0;
            image[i] = (float)((inside ? target : background) + (noise * Math.Clamp(stream.NextGaussian(), -3, 3)));
        }

        for (var i = 0; i < specks; i++)
        {
            var at = stream.NextInt32(image.Length);
            image[at] = label[at] != 0 ? image[at] : (float)target;
        }

        return new($"{number}", Grid, () => image, () => label);
    }

    private static BaselineCase Rounded(BaselineCase scan)
    {
        float[] image = [.. scan.Image().ToArray().Select(v => MathF.Round(v))];
        return scan with { Image = () => image };
    }

    private static Volume<byte> Window(BaselineCase scan, double low, double high)
    {
        byte[] mask = [.. scan.Image().ToArray().Select(v => v >= low && v < high ? (byte)1 : (byte)0)];
        return new(scan.Geometry, mask);
    }

    private static int Square(int v) => v * v;
}
