namespace MedMim.Phantom.Archive;

/// <summary>A file or series that must be refused.</summary>
/// <param name="Scope"><c>file</c> or <c>series</c>.</param>
/// <param name="Code">Its code in <see cref="Imaging.Scans.RefusalCodes"/>.</param>
/// <param name="Path">The file, or the series' folder.</param>
/// <param name="Files">How many files it covers.</param>
public sealed record PlantedRefusal(string Scope, string Code, string Path, int Files);
