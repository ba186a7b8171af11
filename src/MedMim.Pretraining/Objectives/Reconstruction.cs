using static TorchSharp.torch;

namespace MedMim.Pretraining.Objectives;

/// <summary>One forward pass of an objective; tensors are [n, 1, d, h, w], float32.</summary>
/// <param name="Loss">Scalar.</param>
/// <param name="Input">What the network saw.</param>
/// <param name="Output">What it made of it.</param>
/// <param name="Target">What it should have made of it.</param>
public sealed record Reconstruction(Tensor Loss, Tensor Input, Tensor Output, Tensor Target);
