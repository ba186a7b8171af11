namespace MedMim.Datasets.Ingestion;

/// <summary>A file of the archive.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Relative">Path relative to the archive, with slashes. Never leaves memory.</param>
/// <param name="Id">Its pseudonym.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedTicks">Last change, UTC ticks.</param>
internal sealed record ArchiveFile(string Path, string Relative, string Id, long Size, long ModifiedTicks);
