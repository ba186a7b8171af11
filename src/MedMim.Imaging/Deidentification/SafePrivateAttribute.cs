namespace MedMim.Imaging.Deidentification;

/// <summary>A private attribute that holds nothing identifying.</summary>
/// <param name="Creator">The private creator, such as <c>SIEMENS MR HEADER</c>.</param>
/// <param name="Group">Group, an odd number in four hexadecimal digits, such as <c>0019</c>.</param>
/// <param name="Element">The element's last two hexadecimal digits, such as <c>0C</c>.</param>
/// <param name="Vr">The value representation, such as <c>IS</c>: a value that does not fit is removed.</param>
public sealed record SafePrivateAttribute(string Creator, string Group, string Element, string Vr);
