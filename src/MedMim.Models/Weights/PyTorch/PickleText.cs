namespace MedMim.Models.Weights.PyTorch;

/// <summary>Text from a file of unknown origin, fit for a message.</summary>
internal static class PickleText
{
    private const int Limit = 80;

    /// <summary>Short, and without control characters.</summary>
    public static string Printable(string text) =>
        string.Concat(text.Take(Limit).Select(c => c is >= ' ' and <= '~' ? c : '?')) + (text.Length > Limit ? "…" : string.Empty);
}
