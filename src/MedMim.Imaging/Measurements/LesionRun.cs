namespace MedMim.Imaging.Measurements;

/// <summary>A row of neighbouring voxels of one label along x.</summary>
/// <param name="Z">Its slice.</param>
/// <param name="Y">Its row.</param>
/// <param name="From">Its first voxel.</param>
/// <param name="End">The one after its last.</param>
internal readonly record struct LesionRun(int Z, int Y, int From, int End);
