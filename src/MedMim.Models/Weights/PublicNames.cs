namespace MedMim.Models.Weights;

/// <summary>
/// The names under which public PyTorch modules save one tensor more than once, or with a wrapper's prefix: brought to the
/// one name that MedMim uses.
/// </summary>
internal static class PublicNames
{
    private static readonly string[] Wrappers =
    [
        "module.", "_orig_mod.", "network.", "model.", "net.", "backbone.", "architecture.", "state_dict.", "network_weights.",
    ];

    // The public decoder keeps a reference to its encoder, and a block keeps its layers a second time in order.
    private static readonly (string From, string To)[] Doubles =
        [("decoder.encoder.", "encoder."), (".all_modules.0.", ".conv."), (".all_modules.1.", ".norm.")];

    /// <summary>MedMim's name of a tensor.</summary>
    public static string Canonical(string name)
    {
        while (Wrappers.FirstOrDefault(w => name.StartsWith(w, StringComparison.Ordinal)) is { } wrapper)
        {
            name = name[wrapper.Length..];
        }

        return Doubles.Aggregate(name, (n, a) => n.Replace(a.From, a.To, StringComparison.Ordinal));
    }

    /// <summary>Every name under which the public residual U-Net keeps a tensor.</summary>
    /// <param name="name">MedMim's name of it.</param>
    public static IEnumerable<string> Aliases(string name)
    {
        var own = Doubles.Skip(1).Where(d => name.Contains(d.To, StringComparison.Ordinal))
            .Select(d => name.Replace(d.To, d.From, StringComparison.Ordinal)).Prepend(name).ToList();
        var (encoder, within) = (Doubles[0].To, Doubles[0].From);
        return name.StartsWith(encoder, StringComparison.Ordinal)
            ? own.Concat(own.Select(n => within + n[encoder.Length..]))
            : own;
    }
}
