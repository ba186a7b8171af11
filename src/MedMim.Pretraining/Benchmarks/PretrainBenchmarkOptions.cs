using MedMim.Imaging.Volumes;
using MedMim.Training.Devices;
using MedMim.Training.Options;

namespace MedMim.Pretraining.Benchmarks;

/// <summary>What a pretraining benchmark measures.</summary>
public sealed record PretrainBenchmarkOptions
{
    /// <summary>The network, by the name of its preset.</summary>
    public string Encoder { get; init; } = "resenc-tiny";

    /// <summary>Voxels of a crop, [z, y, x].</summary>
    public GridSize PatchSize { get; init; } = new(64, 64, 64);

    /// <summary>Crops in a batch.</summary>
    public int BatchSize { get; init; } = 2;

    /// <summary>Batches in a step.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>Numbers of the forward and backward pass.</summary>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>Steps that are measured.</summary>
    public int Steps { get; init; } = 20;

    /// <summary>Steps before them that are not.</summary>
    public int Warmup { get; init; } = 3;

    /// <summary>Batches that are made ahead at once.</summary>
    public int Readers { get; init; } = Datasets.Sampling.PatchLoader.DefaultReaders;

    /// <summary>Where the steps are computed.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Cpu;

    /// <summary>Whether a few more steps are made to see which operators take their time.</summary>
    public bool Operators { get; init; }

    /// <summary>Steps between checkpoints, whose time does not count.</summary>
    public int CheckpointEvery { get; init; } = 1_000_000;
}
