using MedMim.Models.Networks;
using MedMim.Studies.Protocols.Reading;
using MedMim.Studies.Protocols.Sections;
using Newtonsoft.Json.Linq;

namespace MedMim.Studies.Protocols.Validation;

/// <summary>What keys of the pretraining demand of each other and of the network.</summary>
internal static class PretrainingRules
{
    /// <param name="protocol">The protocol; its pretraining is what is checked.</param>
    /// <param name="json">Where its values stand.</param>
    /// <param name="section">The keys that lead to that pretraining.</param>
    public static IEnumerable<ProtocolError> Check(StudyProtocol protocol, LocatedJson json, params string[] section)
    {
        if (protocol.Pretraining is not { } pretraining)
        {
            yield break;
        }

        ProtocolError Error(string problem, string remedy, params string[] keys) => new(json.PositionAt([.. section, .. keys]), problem, remedy);

        if (pretraining.Encoder is not null)
        {
            var others = json.At(section) is JObject written ? written.Properties().Select(p => p.Name).Where(n => n != "encoder").ToList() : [];
            if (others.Count > 0)
            {
                yield return Error($"encoder: it is given, so {string.Join(", ", others)} would do nothing", "Leave one or the other out.", "encoder");
            }

            yield break;
        }

        var (masking, isPrimus) = (pretraining.Masking, EncoderPresets.IsPrimus(protocol.Model.Preset));
        if (masking.MaskUnit is { } size)
        {
            var unit = Axes(size);
            var divisor = EncoderPresets.Divisor(protocol.Model.Preset);
            if (protocol.Model.PatchSize is { } patchSize && Axes(patchSize) is var patch && !patch.IsMultipleOf(unit))
            {
                yield return Error($"mask_unit: {unit} does not divide the patch, {patch}", "Choose a unit that does.", "masking", "mask_unit");
            }

            var isWhole = pretraining.Objective == ObjectiveName.Spark || (isPrimus && pretraining.Objective is (ObjectiveName.Auto or ObjectiveName.Mae));
            if (isWhole && !unit.IsMultipleOf(divisor))
            {
                yield return Error(
                    $"mask_unit: {unit} is not a multiple of {divisor}, a cell of {protocol.Model.Preset}",
                    "Cells are left out whole: choose a multiple along each axis.", "masking", "mask_unit");
            }
            else if (!masking.FinerThanBottleneck && (unit.Z < divisor.Z || unit.Y < divisor.Y || unit.X < divisor.X))
            {
                yield return Error(
                    $"mask_unit: {unit} is finer than {divisor}, a cell of the bottleneck of {protocol.Model.Preset}",
                    "Choose at least that along each axis, or set 'finer_than_bottleneck: true'.", "masking", "mask_unit");
            }
        }

        if ((pretraining.Objective is ObjectiveName.Mae or ObjectiveName.Spark) && (pretraining.Objective == ObjectiveName.Mae) != isPrimus)
        {
            yield return Error(
                $"objective: {pretraining.Objective.ToString().ToLowerInvariant()} is not for {protocol.Model.Preset}",
                "Choose mae for primus networks, spark for resenc ones, simmim for either.", "objective");
        }

        if (masking.Curriculum.Begin >= masking.Curriculum.End)
        {
            yield return Error("curriculum: begin is not below end", "Give two shares of the steps, the first the smaller.", "masking", "curriculum");
        }

        foreach (var error in AugmentationRules.Check(pretraining.Augmentation, json, section))
        {
            yield return error;
        }

        if (masking.Strategy == "labels" && protocol.Data.Labels.Source == LabelOrigin.None)
        {
            yield return Error("strategy: labels needs labels", "Name a label source, or choose another strategy.", "masking", "strategy");
        }

        foreach (var name in masking.LabelWeights.Keys.Where(n => !protocol.Data.Labels.Names.ContainsKey(n)))
        {
            yield return Error(
                $"label_weights: there is no label '{name}'", "Name labels as data.labels does.", "masking", "label_weights", name);
        }
    }

    private static Axes Axes(Imaging.Volumes.GridSize size) => new(size.Z, size.Y, size.X);
}
