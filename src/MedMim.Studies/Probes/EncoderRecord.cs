namespace MedMim.Studies.Probes;

/// <summary>A file of weights in a comparison.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Digest">SHA-256 of the file.</param>
/// <param name="Loaded">Tensors of the encoder taken as they are.</param>
/// <param name="Adapted">Tensors taken after a change of shape.</param>
/// <param name="TestScansSeen">How many of the scans that it is tested on it was pretrained on; null where that is not known.</param>
internal sealed record EncoderRecord(string Name, string Digest, int Loaded, int Adapted, int? TestScansSeen);
