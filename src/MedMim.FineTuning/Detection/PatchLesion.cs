using MedMim.Imaging.Boxes;

namespace MedMim.FineTuning.Detection;

/// <summary>A lesion of a training patch.</summary>
/// <param name="Class">Its class, from 0.</param>
/// <param name="Box">Its box in the patch, cut off where the patch ends.</param>
/// <param name="Anchors">The anchors that answer for it, ascending.</param>
internal sealed record PatchLesion(int Class, Box3 Box, int[] Anchors);
