using MedMim.Studies.Protocols;

namespace MedMim.Studies.Tests.Comparisons;

/// <summary>Protocols with a comparison.</summary>
internal static class ComparisonProtocols
{
    public const string Head = "medmim: 1\nname: small\ndata: {archive: .}\nfinetuning: {steps: 8}\n"
        + "pretraining: {steps: 400, warmup_steps: 41, masking: {mask_ratio: 0.6, hard_share: 0.4}}\n";

    public static StudyProtocol Of(string comparison) => ProtocolFile.Parse(Head + "comparison:\n" + comparison, "p.yaml");

    public static StudyProtocol FiveArms(string further = "") => Of(
        "  arms:\n    scratch: none\n    autoencoder: {objective: autoencoder}\n    uniform: {masking: {strategy: uniform}}\n"
        + "    anatomy: {}\n    loss-guided: {masking: {strategy: loss-guided}}\n  labelled: [5, 10, all]\n" + further);
}
