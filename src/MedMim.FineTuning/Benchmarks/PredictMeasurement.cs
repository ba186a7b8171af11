namespace MedMim.FineTuning.Benchmarks;

/// <summary>What one prediction of a made scan took.</summary>
/// <param name="PrepareSeconds">Preparing it, from the store's files into a temporary one.</param>
/// <param name="PredictSeconds">Windows, sums, resampling, labels.</param>
/// <param name="CpuSeconds">Processor time of the same.</param>
/// <param name="Voxels">Voxels of the prepared grid.</param>
/// <param name="Model">Memory once the model was loaded, before anything was predicted.</param>
/// <param name="Forward">Memory that one batch of windows through the network alone added to that, at its peak.</param>
/// <param name="Prepare">Memory that preparing added to it, at its peak.</param>
/// <param name="Predict">Memory that predicting added to it, at its peak.</param>
public sealed record PredictMeasurement(
    double PrepareSeconds, double PredictSeconds, double CpuSeconds, long Voxels, ResidentMemory Model, ResidentMemory Forward,
    ResidentMemory Prepare, ResidentMemory Predict);
