namespace MedMim.Training.Checkpoints;

/// <summary>An intact checkpoint.</summary>
/// <param name="Header">Step and digests.</param>
/// <param name="TensorPath">The safetensors file.</param>
public sealed record CheckpointFile(CheckpointHeader Header, string TensorPath);
