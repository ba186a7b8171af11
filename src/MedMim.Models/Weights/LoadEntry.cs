namespace MedMim.Models.Weights;

/// <summary>A line of a <see cref="LoadReport"/>.</summary>
/// <param name="Name">The tensor's name in the model; in the file, where the model has none of it.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Reason">Why it was adapted or skipped; empty where it was loaded as it is.</param>
/// <param name="ModelShape">Its shape in the model; null where the model has none of it.</param>
/// <param name="FileShape">Its shape in the file; null where the file has none of it.</param>
public sealed record LoadEntry(
    string Name, LoadStatus Status, string Reason, IReadOnlyList<long>? ModelShape, IReadOnlyList<long>? FileShape);
