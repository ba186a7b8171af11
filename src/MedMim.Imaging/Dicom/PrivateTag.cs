namespace MedMim.Imaging.Dicom;

/// <summary>
/// A private element: its maker names itself in a creator element (gggg,0010–00FF), whose last byte is the block in which
/// the maker's elements lie (DICOM PS3.5 7.8.1).
/// </summary>
/// <param name="Group">The group; odd.</param>
/// <param name="Creator">The maker's name for the block, or how it begins.</param>
/// <param name="Offset">The element within the block.</param>
public sealed record PrivateTag(ushort Group, string Creator, byte Offset);
