using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Structures;

/// <summary>A region of interest as voxels.</summary>
/// <param name="Name">ROI Name, such as <c>GTV_Mass</c>.</param>
/// <param name="Mask">Non-zero inside, [z, y, x], on the grid of the series.</param>
public sealed record LabelledMask(string Name, Volume<byte> Mask);
