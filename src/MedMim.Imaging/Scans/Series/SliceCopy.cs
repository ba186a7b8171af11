namespace MedMim.Imaging.Scans.Series;

/// <summary>A slice that lies where another of the plan does, or that has its identity: a copy, if its pixels are the same.</summary>
/// <param name="Slice">Which slice of the plan it must equal, from 0.</param>
/// <param name="Path">Its file.</param>
/// <param name="Frame">Its frame in that file, from 0.</param>
public sealed record SliceCopy(int Slice, string Path, int Frame);
