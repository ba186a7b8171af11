namespace MedMim.Pretraining.Benchmarks;

/// <summary>What a pretraining benchmark found.</summary>
public sealed record PretrainMeasurement
{
    /// <summary>Crops in a step.</summary>
    public required int Samples { get; init; }

    /// <summary>Median time of a step, waiting for data included.</summary>
    public required double StepSeconds { get; init; }

    /// <summary>Time of the fastest step.</summary>
    public required double FastestStepSeconds { get; init; }

    /// <summary>Median processor time of a step, of all threads: what counts on a machine that others use too.</summary>
    public required double StepCpuSeconds { get; init; }

    /// <summary>Where the steps were computed.</summary>
    public required string Device { get; init; }

    /// <summary>Where the time of the steps went.</summary>
    public required StepShares Shares { get; init; }

    /// <summary>Largest resident size of the process so far, in MiB.</summary>
    public required double PeakMiB { get; init; }

    /// <summary>Memory of the GPU that the run took at most, in MiB; null on a processor.</summary>
    public required double? DevicePeakMiB { get; init; }

    /// <summary>Trained parameters.</summary>
    public required long Parameters { get; init; }

    /// <summary>
    /// Floating-point operations of a step's convolutions, linear layers and attention (forward, and twice that backward).
    /// </summary>
    public required double StepFlops { get; init; }

    /// <summary>What matrix products reached just after it.</summary>
    public required MatmulCeiling Ceiling { get; init; }

    /// <summary>What dropping masked tokens saves; null for networks that drop none.</summary>
    public required TokenDropping? Tokens { get; init; }

    /// <summary>Which operators took the time, longest first; empty where it was not asked for.</summary>
    public required IReadOnlyList<OperatorTime> Operators { get; init; }

    /// <summary>Digest of the pretrained weights: the same for every run of the same options on one machine.</summary>
    public required string EncoderDigest { get; init; }

    /// <summary>Crops a second.</summary>
    public double SamplesPerSecond => Samples / StepSeconds;

    /// <summary>Which share of the ceiling the steps reached.</summary>
    public double CeilingShare => StepFlops / StepSeconds / Ceiling.Flops;
}
