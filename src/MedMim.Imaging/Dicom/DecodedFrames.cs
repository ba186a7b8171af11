namespace MedMim.Imaging.Dicom;

/// <summary>Decompressed pixels as stored, before rescale slope and intercept.</summary>
/// <param name="Format">Their layout.</param>
/// <param name="Bytes">
/// All frames one after the other, rows from the top, little endian. Pixels of one bit are packed as in the file, the first
/// in the least significant bit, without gaps between rows or frames.
/// </param>
public sealed record DecodedFrames(PixelFormat Format, ReadOnlyMemory<byte> Bytes);
