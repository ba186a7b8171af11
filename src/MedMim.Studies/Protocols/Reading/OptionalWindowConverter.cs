namespace MedMim.Studies.Protocols.Reading;

/// <summary>A window, or <c>none</c>.</summary>
internal sealed class OptionalWindowConverter() : WindowOrWordConverter("none");
