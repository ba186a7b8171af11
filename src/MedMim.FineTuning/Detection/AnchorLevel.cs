using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;

namespace MedMim.FineTuning.Detection;

/// <summary>A pyramid level of a patch.</summary>
/// <param name="First">Its first anchor's place among all.</param>
/// <param name="Stride">Voxels a cell.</param>
/// <param name="Cells">Cells along [z, y, x].</param>
internal readonly record struct AnchorLevel(int First, Axes Stride, GridSize Cells);
