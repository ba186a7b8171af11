namespace MedMim.Imaging.Deidentification.Elements;

/// <summary>Bytes of a file.</summary>
/// <param name="Offset">Of the first.</param>
/// <param name="Length">How many.</param>
/// <param name="Encapsulated">They are fragments, delimiter included, of an element of undefined length.</param>
internal sealed record FileRange(long Offset, long Length, bool Encapsulated);
