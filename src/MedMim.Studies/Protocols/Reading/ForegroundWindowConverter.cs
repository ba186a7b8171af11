namespace MedMim.Studies.Protocols.Reading;

/// <summary>A window, or <c>foreground</c>: the 0.5th to the 99.5th percentile of the training cases' foreground.</summary>
internal sealed class ForegroundWindowConverter() : WindowOrWordConverter("foreground");
