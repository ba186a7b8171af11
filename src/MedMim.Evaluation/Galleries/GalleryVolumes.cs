using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Galleries;

/// <summary>What a picture of a case is drawn from: three volumes on one grid.</summary>
/// <param name="Scan">Intensities, C order [z, y, x].</param>
/// <param name="Reference">Reference labels.</param>
/// <param name="Prediction">Predicted labels.</param>
public sealed record GalleryVolumes(Volume<float> Scan, Volume<byte> Reference, Volume<byte> Prediction);
