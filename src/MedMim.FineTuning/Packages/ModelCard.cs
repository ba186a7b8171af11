using System.Globalization;
using System.Text;
using MedMim.FineTuning.Detection;

namespace MedMim.FineTuning.Packages;

/// <summary>
/// <c>MODEL_CARD.md</c>: what is on record about a model, for people. After "Model Cards for Model Reporting" (Mitchell et al.,
/// arXiv 1810.03993); what nobody recorded is said to be missing.
/// </summary>
internal static class ModelCard
{
    public const string FileName = "MODEL_CARD.md";

    private const string Missing = "not provided";

    public static string Of(PackageManifest manifest)
    {
        var (options, provenance, inputs) = (manifest.Common, manifest.Provenance, manifest.Inputs);
        var text = new StringBuilder("# Model card\n\n");
        Section("Intended use", Missing);
        Section("Labels", string.Join('\n', options.Labels.Select(l => l.Terms is { } terms
            ? $"- {l.Value}: {l.Name} ({terms.Type.Scheme} {terms.Type.Value}, {terms.Type.Meaning})"
            : $"- {l.Value}: {l.Name} (no code)")));
        Section("Channels", manifest.Channels.Count == 0 ? "One scan." : string.Join('\n', manifest.Channels.Select((c, i) =>
            $"- {i}: {c.Name} ({c.Modality ?? "any modality"}{(c.Patterns.Count > 0 ? ", called " + string.Join(" or ", c.Patterns.Select(p => $"`{p}`")) : "")})")));
        Section("Network", Text($"{options.Encoder}, windows of {options.PatchSize} voxels [z, y, x], trained for {options.Training.Steps} steps of {options.BatchSize}, seed {options.Seed}.")
            + (manifest is DetectorManifest found ? Text($" It finds boxes, from {found.Options.AnchorsPerCell} anchors a cell that were planned from {found.Anchors.Boxes} training lesions.") : string.Empty));
        Section("Training data", Text($"- labelled scans: {provenance.TrainingCases} to train on, {provenance.ValidationCases} to watch over it\n")
            + (inputs is null ? $"- patients, modality and spacing: {Missing}" : Scans(inputs)));
        Section("Scans it takes", inputs is null
            ? $"{Missing}: no record of the training scans, so that none is refused."
            : Text($"Of the modalities above; spacings from half of the smallest to {InputCheck.SpacingFactor} times the largest; extents from {InputCheck.LeastShare:P0} of the smallest. Others are refused unless `--force` is given."));
        Section("Evaluation", $"{Missing} here: see the report of the study whose protocol is named below.");
        Section("Origin", string.Join('\n', Origin(manifest).Select(o => $"- {o.Name}: {(o.Digest.Length > 0 ? o.Digest : "none")}")));
        Section("Limits", "A research model. It is no medical device, and nothing here says that it works on other scans than those it was measured on.");
        return text.ToString().TrimEnd() + "\n";

        void Section(string title, string body) => text.Append("## ").Append(title).Append("\n\n").Append(body).Append("\n\n");
    }

    private static string Scans(ModelInputs inputs) => Text(
        $"- patients: {inputs.Patients}\n- modalities: {string.Join(", ", inputs.Modalities.Select(m => m == "OT" ? "OT (unknown)" : m))}\n")
        + Text($"- spacing z, y, x: {inputs.LeastSpacing.Z:0.###}, {inputs.LeastSpacing.Y:0.###}, {inputs.LeastSpacing.X:0.###} to {inputs.MostSpacing.Z:0.###}, {inputs.MostSpacing.Y:0.###}, {inputs.MostSpacing.X:0.###} mm\n")
        + Text($"- smallest extent z, y, x: {inputs.LeastExtent.Z:0.#}, {inputs.LeastExtent.Y:0.#}, {inputs.LeastExtent.X:0.#} mm");

    private static IEnumerable<(string Name, string Digest)> Origin(PackageManifest manifest) =>
    [
        ("identity", manifest.Identity), ("weights", manifest.Weights), ("initial weights", manifest.Provenance.InitialWeights),
        ("cases", manifest.Provenance.Cases), ("preparation", manifest.Preparation.Digest),
        .. manifest.Provenance.Further.Select(f => (f.Key, f.Value)),
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
