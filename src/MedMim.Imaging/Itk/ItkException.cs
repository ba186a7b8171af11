namespace MedMim.Imaging.Itk;

/// <summary>
/// ITK threw. The message is ITK's own and may name files: it goes to a terminal at most, never to a log or a store.
/// </summary>
public sealed class ItkException(string message) : Exception(message);
