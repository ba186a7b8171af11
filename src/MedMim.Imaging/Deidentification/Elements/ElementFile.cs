namespace MedMim.Imaging.Deidentification.Elements;

/// <summary>A DICOM file taken apart, its pixel data left where they are.</summary>
/// <param name="Body">The file's bytes, or what deflated ones unfold to: pixel ranges point into it.</param>
/// <param name="Syntax">Transfer syntax UID.</param>
/// <param name="Encoding">How the data set is encoded.</param>
/// <param name="Meta">File meta information (group 0002); empty where the file has none.</param>
/// <param name="Dataset">The data set, without group lengths and trailing padding.</param>
internal sealed record ElementFile(
    Stream Body, string Syntax, ElementEncoding Encoding, ElementSet Meta, ElementSet Dataset);
