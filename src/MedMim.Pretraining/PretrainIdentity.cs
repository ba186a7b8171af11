namespace MedMim.Pretraining;

/// <summary>What a run's result depends on.</summary>
/// <param name="Options">Digest of the options, the seed among them.</param>
/// <param name="Data">Digest of the data.</param>
internal sealed record PretrainIdentity(string Options, string Data)
{
    public bool Matches(PretrainManifest manifest) => manifest.OptionsDigest == Options && manifest.DataDigest == Data;

    public override string ToString() => $"pretrain {Options} {Data}";
}
