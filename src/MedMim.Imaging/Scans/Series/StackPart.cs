namespace MedMim.Imaging.Scans.Series;

/// <summary>Slices that belong to one volume.</summary>
/// <param name="Slices">The slices, in no order.</param>
/// <param name="Name">What tells them from other parts of the series, such as <c>echo=2</c>; empty where nothing has to.</param>
internal sealed record StackPart(IReadOnlyList<Slice> Slices, string Name);
