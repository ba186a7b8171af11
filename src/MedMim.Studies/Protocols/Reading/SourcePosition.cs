namespace MedMim.Studies.Protocols.Reading;

/// <summary>A place in a text file.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
internal readonly record struct SourcePosition(int Line, int Column);
