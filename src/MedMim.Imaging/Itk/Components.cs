using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Itk;

/// <summary>Connected components of a mask.</summary>
/// <param name="Labels">0 for background, 1 to <paramref name="Count"/> for the components, in the order of their first voxel.</param>
/// <param name="Count">How many there are.</param>
public sealed record Components(Volume<int> Labels, int Count);
