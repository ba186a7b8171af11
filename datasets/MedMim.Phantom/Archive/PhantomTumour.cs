namespace MedMim.Phantom.Archive;

/// <summary>A tumour.</summary>
/// <param name="Region">Name of its region of interest: <c>GTV_1</c> and so on.</param>
/// <param name="Voxels">How many voxel centres its outline holds.</param>
/// <param name="RadiusMm">Radius of a ball of its volume, mm.</param>
public sealed record PhantomTumour(string Region, int Voxels, double RadiusMm);
