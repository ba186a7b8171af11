namespace MedMim.Studies.Protocols.Sections;

/// <summary>One label of a study.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Value">Its value in label volumes, 1 to 254.</param>
/// <param name="Patterns">The region names of structure sets that it stands for, with * and ?.</param>
public sealed record LabelDefinition(string Name, byte Value, IReadOnlyList<string> Patterns);
