namespace MedMim.Studies.Protocols.Sections;

/// <summary>Distances between voxel centres in mm, in array order [z, y, x].</summary>
public readonly record struct VoxelSpacing(double Z, double Y, double X);
