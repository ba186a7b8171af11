namespace MedMim.Imaging.Dicom;

/// <summary>One image file: what its header says, and its pixels.</summary>
/// <param name="Header">The data set up to the pixel data, file meta information included.</param>
/// <param name="Frames">The pixels, decompressed.</param>
public sealed record DicomImage(DicomDataset Header, DecodedFrames Frames);
