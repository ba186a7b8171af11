namespace MedMim.Models.Weights;

/// <summary>What an export wrote.</summary>
/// <param name="Module">The public module that the file loads into.</param>
/// <param name="Names">The names written, sorted.</param>
/// <param name="LeftOut">Tensors that the module has no place for, sorted.</param>
public sealed record PublicExportResult(string Module, IReadOnlyList<string> Names, IReadOnlyList<string> LeftOut);
