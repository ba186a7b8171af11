namespace MedMim.Models.Weights;

/// <summary>
/// The names under which public PyTorch modules save one tensor more than once, or with a wrapper's prefix: brought to the
/// one name that MedMim uses.
/// </summary>
internal static class PublicNames
{
    private static readonly string[] Wrappers = ["module.", "_orig_mod.", "network.", "model."];

    // The public decoder keeps a reference to its encoder, and a block keeps its layers a second time in order.
    private static readonly (string From, string To)[] Aliases =
        [("decoder.encoder.", "encoder."), (".all_modules.0.", ".conv."), (".all_modules.1.", ".norm.")];

    /// <summary>MedMim's name of a tensor.</summary>
    public static string Canonical(string name)
    {
        while (Wrappers.FirstOrDefault(w => name.StartsWith(w, StringComparison.Ordinal)) is { } wrapper)
        {
            name = name[wrapper.Length..];
        }

        return Aliases.Aggregate(name, (n, a) => n.Replace(a.From, a.To, StringComparison.Ordinal));
    }
}
