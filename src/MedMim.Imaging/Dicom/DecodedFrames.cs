namespace MedMim.Imaging.Dicom;

/// <summary>Decompressed pixels as stored, before rescale slope and intercept.</summary>
/// <param name="Format">Their layout.</param>
/// <param name="Bytes">All frames one after the other, rows from the top, little endian.</param>
public sealed record DecodedFrames(PixelFormat Format, ReadOnlyMemory<byte> Bytes);
