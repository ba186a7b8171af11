using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Inference;
using MedMim.Imaging.Volumes;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests.Inference;

/// <summary>Puts slabs together again, and checks that they come in order.</summary>
internal sealed class GatheredSlabs : ISlabConsumer
{
    private readonly List<float[]> slabs = [];
    private int classes;
    private bool ended;

    public VolumeGeometry Grid { get; private set; } = null!;

    public static Tensor Of(SlidingWindow window, PreparedVolume volume)
    {
        var gathered = new GatheredSlabs();
        window.Run(new MemorySlices(volume), gathered);
        return gathered.ToTensor();
    }

    public void Begin(int classes, VolumeGeometry grid) => (this.classes, Grid) = (classes, grid);

    public void Add(int z, ReadOnlySpan<float> probabilities)
    {
        Assert.Equal(slabs.Count, z);
        slabs.Add(probabilities.ToArray());
    }

    public void End() => ended = true;

    /// <summary>[c, z, y, x].</summary>
    public Tensor ToTensor()
    {
        Assert.True(ended);
        Assert.Equal(Grid.Size.Z, slabs.Count);
        return stack(slabs.Select(s => tensor(s).reshape(classes, Grid.Size.Y, Grid.Size.X)), 1);
    }
}
