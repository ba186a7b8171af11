using MedMim.Foundation.Randomness;
using MedMim.Training.Initialisation;
using static TorchSharp.torch;

namespace MedMim.Training.Tests;

/// <summary>A tiny convolutional regression: its batches come from counter-based streams.</summary>
internal sealed class BlobTask : ITrainingTask
{
    private readonly nn.Module<Tensor, Tensor> model;

    private readonly nn.Module<Tensor, Tensor>? teacher;
    private readonly Tensor losses = zeros(10).DetachFromDisposeScope();

    public BlobTask(int width = 4, ulong seed = 7, bool withTeacher = false)
    {
        model = Build(width);
        SeededWeights.Fill(model, seed);
        teacher = withTeacher ? Build(width) : null;
    }

    public nn.Module Model => model;

    public nn.Module? Average => teacher;

    /// <summary>The losses of the last ten steps: with a teacher they are part of the loss, so they must survive a stop.</summary>
    public IReadOnlyDictionary<string, Tensor> State => teacher is null
        ? new Dictionary<string, Tensor>() : new Dictionary<string, Tensor> { ["losses"] = losses };

    public long PoisonedStep { get; init; } = -1;

    public List<long> Seen { get; } = [];

    public Action<long>? After { get; init; }

    public StepLoss ComputeLoss(long step, long batch)
    {
        Seen.Add(step);
        var random = new RandomStream(new StreamKey(3, "test.batch", Step: batch));
        var values = Enumerable.Range(0, 2 * 512).Select(_ => (float)random.NextGaussian()).ToArray();
        if (step == PoisonedStep)
        {
            values[5] = float.NaN;
        }

        var x = tensor(values).reshape(2, 1, 8, 8, 8);
        var loss = (model.forward(x) - x.roll(1, 4)).square().mean();
        if (teacher is not null)
        {
            var hint = (teacher.forward(x).square().mean() + losses.mean()).detach();
            losses[(int)(step % 10)] = loss.detach();
            loss *= 1 + hint;
        }

        return new StepLoss(loss, ["case-a", "case-b"], [new("twice", 2 * step), new("batch", batch)]);
    }

    public void AfterStep(long step) => After?.Invoke(step);

    private static nn.Module<Tensor, Tensor> Build(int width) => nn.Sequential(
        ("first", nn.Conv3d(1, width, 3, padding: 1L)),
        ("act", nn.LeakyReLU(0.01)),
        ("last", nn.Conv3d(width, 1, 3, padding: 1L)));

    public byte[] WeightBytes() =>
        [.. model.state_dict().OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => p.Value.bytes.ToArray())];
}
