namespace MedMim.Studies.Previews;

/// <summary>What of a store is previewed.</summary>
/// <param name="Folder">A store, or a folder of prepared volumes.</param>
/// <param name="Protocol">A protocol, whose crops and masking are previewed; null for whole scans and the defaults.</param>
/// <param name="Strategies">The strategies; all if empty.</param>
/// <param name="Cases">How many cases at most, spread evenly over all.</param>
/// <param name="Output">The PNG file to write.</param>
public sealed record PreviewRequest(string Folder, string? Protocol, IReadOnlyList<string> Strategies, int Cases, string Output);
