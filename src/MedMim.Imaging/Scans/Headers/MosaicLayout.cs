namespace MedMim.Imaging.Scans.Headers;

/// <summary>A Siemens mosaic: all slices of a volume as tiles of one picture, row by row from the upper left.</summary>
/// <param name="Tiles">How many slices there are; the last tiles of the picture may be empty.</param>
/// <param name="Across">Tiles side by side; as many one above the other.</param>
public sealed record MosaicLayout(int Tiles, int Across);
