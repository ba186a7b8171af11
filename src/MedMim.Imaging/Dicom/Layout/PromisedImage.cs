namespace MedMim.Imaging.Dicom.Layout;

/// <summary>What a header says of the size of its image, before a toolkit has read it; 0 where it says nothing.</summary>
/// <param name="Frames">Number of Frames (0028,0008); 1 where missing.</param>
/// <param name="Rows">Rows (0028,0010).</param>
/// <param name="Columns">Columns (0028,0011).</param>
/// <param name="Samples">Samples per Pixel (0028,0002); 1 where missing.</param>
/// <param name="BitsAllocated">Bits Allocated (0028,0100).</param>
public sealed record PromisedImage(int Frames, int Rows, int Columns, int Samples, int BitsAllocated);
