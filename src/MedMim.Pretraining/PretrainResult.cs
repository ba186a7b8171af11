namespace MedMim.Pretraining;

/// <summary>Where a pretraining run left its files.</summary>
/// <param name="Encoder"><c>encoder.safetensors</c>: the whole network's weights under their public names.</param>
/// <param name="Montages">The montages, oldest first; the last shows the finished network.</param>
/// <param name="Manifest">What <c>pretrain.json</c> says.</param>
public sealed record PretrainResult(string Encoder, IReadOnlyList<string> Montages, PretrainManifest Manifest);
