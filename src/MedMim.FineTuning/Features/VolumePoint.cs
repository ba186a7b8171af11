namespace MedMim.FineTuning.Features;

/// <summary>A place in a volume: a continuous index, voxel centres being whole numbers.</summary>
/// <param name="Z">Along z.</param>
/// <param name="Y">Along y.</param>
/// <param name="X">Along x.</param>
public readonly record struct VolumePoint(double Z, double Y, double X);
