namespace MedMim.Datasets.Ingestion;

/// <summary>A file of the archive.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="RootLength">How many characters of it are the archive's folder and the slash behind it.</param>
/// <param name="Id">Its pseudonym.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedTicks">Last change, UTC ticks.</param>
internal sealed record ArchiveFile(string Path, int RootLength, string Id, long Size, long ModifiedTicks)
{
    /// <summary>Path relative to the archive, with slashes; made anew on every call. Never leaves memory.</summary>
    public string Relative => Path[RootLength..];
}
