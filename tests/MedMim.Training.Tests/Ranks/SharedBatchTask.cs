using MedMim.Foundation.Randomness;
using MedMim.Training.Initialisation;
using MedMim.Training.Ranks;
using static TorchSharp.torch;

namespace MedMim.Training.Tests.Ranks;

/// <summary>A regression whose batch is shared out to the ranks; its samples count differently.</summary>
internal sealed class SharedBatchTask : ITrainingTask
{
    private const int Samples = 5;
    private readonly IRankGroup ranks;
    private readonly nn.Module<Tensor, Tensor> model = nn.Sequential(("one", nn.Linear(6, 8)), ("act", nn.GELU()), ("two", nn.Linear(8, 1)));

    public SharedBatchTask(IRankGroup ranks, ulong seed = 7)
    {
        this.ranks = ranks;
        SeededWeights.Fill(model, seed);
    }

    public nn.Module Model => model;

    public Action<long>? Before { get; init; }

    public Action<long>? After { get; init; }

    public StepLoss ComputeLoss(long step, long batch)
    {
        Before?.Invoke(step);
        Tensor sum = 0.0;
        var weight = 0.0;
        var cases = new List<string>();
        for (var sample = ranks.Rank; sample < Samples; sample += ranks.Size)
        {
            var random = new RandomStream(new StreamKey(3, "test.shared", Step: batch, Sample: sample));
            var x = tensor(Enumerable.Range(0, 6).Select(_ => (float)random.NextGaussian()).ToArray());
            sum += (model.forward(x) - x.sum().sin()).square().sum() * (1 + (3 * sample));
            weight += 1 + (3 * sample);
            cases.Add($"case-{sample}");
        }

        return new StepLoss(sum / weight, cases) { Weight = () => weight };
    }

    public void AfterStep(long step) => After?.Invoke(step);

    public byte[] WeightBytes() =>
        [.. model.state_dict().OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => p.Value.bytes.ToArray())];
}
