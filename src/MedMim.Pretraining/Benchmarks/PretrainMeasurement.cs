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

    /// <summary>Share of all steps' time that was spent waiting for data, 0 to 1.</summary>
    public required double DataWaitShare { get; init; }

    /// <summary>Largest resident size of the process so far, in MiB.</summary>
    public required double PeakMiB { get; init; }

    /// <summary>Trained parameters.</summary>
    public required long Parameters { get; init; }

    /// <summary>
    /// Floating-point operations of a step's convolutions and linear layers (forward, and twice that backward); null where
    /// they are not counted for this network.
    /// </summary>
    public required double? StepFlops { get; init; }

    /// <summary>Floating-point operations a second of a 2048² matrix product in the benchmark's precision, just after it.</summary>
    public required double CeilingFlops { get; init; }

    /// <summary>Digest of the pretrained weights: the same for every run of the same options on one machine.</summary>
    public required string EncoderDigest { get; init; }

    /// <summary>Crops a second.</summary>
    public double SamplesPerSecond => Samples / StepSeconds;

    /// <summary>Which share of the ceiling the steps reached; null where operations are not counted.</summary>
    public double? CeilingShare => StepFlops / StepSeconds / CeilingFlops;
}
