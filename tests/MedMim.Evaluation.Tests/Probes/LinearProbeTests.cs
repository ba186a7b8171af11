using MedMim.Evaluation.Probes;

namespace MedMim.Evaluation.Tests.Probes;

public class LinearProbeTests
{
    // Features are noise for the classes: what fits the training vectors best is the worst for others.
    [Fact]
    public void The_penalty_is_chosen_on_validation_vectors()
    {
        var noise = LinearProbe.Train(Vectors(1, 40, 30, 0), Vectors(2, 40, 30, 0), 2, 1000);
        var signal = LinearProbe.Train(Vectors(1, 400, 3, 1.5), Vectors(2, 400, 3, 1.5), 2, 1000);
        Assert.Equal(LinearProbe.Penalties[0], noise.Penalty);
        Assert.True(signal.Penalty < LinearProbe.Penalties[0]);

        var unseen = Vectors(3, 200, 3, 1.5);
        var right = signal.Predict(unseen.Features).Zip(unseen.Labels, (a, b) => a == b).Count(r => r);
        Assert.InRange(right, 160, 200);
    }

    private static ProbeVectors Vectors(int seed, int rows, int columns, double distance)
    {
        var random = new Random(seed);
        int[] labels = [.. Enumerable.Range(0, rows).Select(r => r % 2)];
        return new(new([.. Enumerable.Range(0, rows * columns).Select(i => (float)(
            random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2 + (distance * labels[i / columns] / 2)))], columns), labels);
    }
}
