using System.Globalization;
using MedMim.Evaluation.Reports.Model;
using MedMim.Pretraining.Objectives;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Reporting;

/// <summary>Options of a protocol as a reader of the report sees them, as actually run.</summary>
internal static class OptionList
{
    public static IReadOnlyList<NamedValue> Pretraining(StudyProtocol protocol)
    {
        var section = protocol.Pretraining!;
        var loss = section.Loss == LossName.L1 ? "mean absolute error" : "mean squared error";
        var target = section.NormaliseTarget ? ", target normalised within each mask unit" : string.Empty;
        var objective = section.Objective == ObjectiveName.Autoencoder
            ? new NamedValue[] { new("Objective", "plain autoencoder, no skip connections"), new("Loss", $"{loss}{target}") }
            :
            [
                new("Objective", protocol.ToPretrainOptions().ResolveObjective() switch
                {
                    ObjectiveKind.Mae => "reconstruct dropped tokens (MAE)",
                    ObjectiveKind.Spark => "fill in what a sparse encoder did not see (SparK)",
                    _ => "fill in masked voxels (SimMIM)",
                }),
                new("Mask ratio", Text($"{section.Masking.MaskRatio}")),
                new("Mask unit", $"{protocol.ToPretrainOptions().ResolveMaskUnit()} voxels (z, y, x)"),
                new("Loss", $"{loss} on masked voxels only{target}"),
            ];
        return [.. Network(protocol), .. objective, .. Training(section)];
    }

    /// <summary>What is hidden, in words.</summary>
    public static string Masking(PretrainingSection section) => section.Objective == ObjectiveName.Autoencoder
        ? "nothing hidden"
        : section.Masking.Strategy switch
        {
            "uniform" => "uniform blocks",
            "multiscale" => "blocks of several sizes",
            "labels" => "blocks weighted by labels",
            "loss-guided" => "blocks that a teacher finds hard",
            "curriculum" => "anatomy-adapted blocks first, then blocks that a teacher finds hard",
            _ => "anatomy-adapted blocks",
        };

    public static IReadOnlyList<NamedValue> Finetuning(StudyProtocol protocol) =>
    [
        .. Network(protocol),
        new("Loss", "Dice + cross-entropy, deep supervision"),
        new("Foreground oversampling", Text($"{protocol.Finetuning!.ForegroundProbability}")),
        .. Training(protocol.Finetuning),
        new("Prediction", Text($"sliding window, step {protocol.Prediction.Step}, Gaussian weighting")
            + (protocol.Prediction.Mirror ? ", averaged over mirror images" : string.Empty)),
    ];

    private static IEnumerable<NamedValue> Network(StudyProtocol protocol) =>
    [
        new("Network", protocol.Model.Preset),
        new("Patch size", $"{protocol.PatchSize()} voxels (z, y, x)"),
        .. protocol.Model.DropPath > 0 ? [new NamedValue("Drop path", Text($"{protocol.Model.DropPath}"))] : Array.Empty<NamedValue>(),
    ];

    private static IEnumerable<NamedValue> Training(TrainingSection section) =>
    [
        new("Steps", Text($"{section.Steps}")),
        new("Batch size", Text($"{section.BatchSize}") + (section.Accumulation > 1 ? Text($", gradients of {section.Accumulation} batches a step") : string.Empty)),
        new("Optimizer", section.Optimizer == OptimizerName.Sgd ? "SGD, Nesterov momentum" : "AdamW"),
        new("Learning rate", Text($"{section.LearningRate}, {section.WarmupSteps} steps of warm-up, then {section.Schedule.ToString().ToLowerInvariant()}")),
        new("Weight decay", Text($"{section.WeightDecay}")),
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
