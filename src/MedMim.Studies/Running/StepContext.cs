using MedMim.Foundation.Progress;
using MedMim.Training.Devices;
using Microsoft.Extensions.Logging;

namespace MedMim.Studies.Running;

/// <summary>What a step is given besides its settings.</summary>
/// <param name="Run">The run's folder.</param>
/// <param name="Progress">Where it says how far it is.</param>
/// <param name="Logger">Where it says what is worth a line. No patient data.</param>
public sealed record StepContext(RunFolder Run, IProgressReporter Progress, ILogger Logger)
{
    /// <summary>Where models compute. Default: the processor.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Cpu;
}
