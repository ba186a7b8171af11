using MedMim.Models.Networks;
using MedMim.Studies.Protocols.Reading;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Protocols.Validation;

/// <summary>What one key demands of another, which the schema cannot say.</summary>
internal static class ProtocolRules
{
    public static IEnumerable<ProtocolError> Check(StudyProtocol protocol, LocatedJson json)
    {
        ProtocolError Error(string problem, string remedy, params string[] keys) => new(json.PositionAt(keys), problem, remedy);

        if (protocol.Data.Phantom is null == protocol.Data.Archive is null)
        {
            yield return Error("needs exactly one of phantom and archive", "Name one data source.", "data");
        }

        if (protocol.Data.Archive is { } archive && !StaysInside(archive))
        {
            yield return Error(
                "archive: leads out of the data folder", "Give a path relative to --data, without '..'.", "data", "archive");
        }

        foreach (var error in Labels(protocol.Data.Labels, json).Concat(ChannelRules.Check(protocol, json)))
        {
            yield return error;
        }

        if (protocol.Split.TestFraction + protocol.Split.ValidationFraction >= 1)
        {
            yield return Error(
                "test_fraction and validation_fraction leave nobody to train on", "Let them add up to less than 1.", "split");
        }

        if (protocol.Pretraining is null && protocol.Finetuning is null)
        {
            yield return Error("has neither pretraining nor finetuning", "Add one; '{}' takes all defaults.");
        }

        if (protocol.Finetuning is { } finetuning)
        {
            foreach (var error in AugmentationRules.Check(finetuning.Augmentation, json, "finetuning")
                .Concat(AugmentationRules.Check(finetuning.Intensities, json)))
            {
                yield return error;
            }

            if (finetuning.Arms.Contains(ArmName.Pretrained) && protocol.Pretraining is null && protocol.Comparison is null)
            {
                yield return Error(
                    "the arm 'pretrained' needs a pretraining section", "Add 'pretraining: {}', or set 'arms: [scratch]'.",
                    "finetuning", "arms");
            }

            if (protocol.Data.Labels.Source == LabelOrigin.None)
            {
                yield return Error("finetuning needs labels", "Leave the section out, or name a label source.", "data", "labels", "source");
            }
        }

        if (protocol.Detection is { } detection)
        {
            if (protocol.Finetuning is null || protocol.Comparison is not null)
            {
                yield return Error(
                    "detection needs finetuning, and no comparison", "Add 'finetuning: {}', or leave the comparison out.", "detection");
            }

            if (detection.Arms.Contains(ArmName.Pretrained) && protocol.Pretraining is null)
            {
                yield return Error(
                    "the arm 'pretrained' needs a pretraining section", "Add 'pretraining: {}', or set 'arms: [scratch]'.",
                    "detection", "arms");
            }

            if (detection.Arms.Count == 0 && !detection.FromSegmentation)
            {
                yield return Error("detection finds nothing: no arms, and from_segmentation is false", "Name an arm.", "detection", "arms");
            }

            if (EncoderPresets.IsPrimus(protocol.Model.Preset) && detection.Arms.Count > 0)
            {
                yield return Error(
                    "a transformer has no feature pyramid to detect with", "Choose a resenc preset, or set 'arms: []'.", "detection", "arms");
            }
        }

        foreach (var (name, section) in new (string, TrainingSection?)[]
            { ("pretraining", protocol.Pretraining), ("finetuning", protocol.Finetuning), ("detection", protocol.Detection) })
        {
            var first = (section as FinetuningSection)?.DecoderWarmupSteps ?? 0;
            if (section is not null && (long)first + section.WarmupSteps >= section.Steps)
            {
                yield return Error(
                    $"warmup_steps: {section.WarmupSteps}{(first > 0 ? $" after the decoder's {first}" : "")} of {section.Steps} steps",
                    "Warm up over fewer steps.", name, section.WarmupSteps > 0 || first == 0 ? "warmup_steps" : "decoder_warmup_steps");
            }
        }

        foreach (var (name, range) in new (string, IntensityWindow?)[]
            { ("ct_window", protocol.Preparation.CtWindow), ("pet_window", protocol.Preparation.PetWindow) })
        {
            if (range is { } window && window.Low >= window.High)
            {
                yield return Error($"{name}: low is not below high", "Give [low, high].", "preparation", name);
            }
        }

        foreach (var error in Patch(protocol, json)
            .Concat(PretrainingRules.Check(protocol, json, "pretraining"))
            .Concat(ComparisonRules.Check(protocol, json)))
        {
            yield return error;
        }
    }

    private static IEnumerable<ProtocolError> Patch(StudyProtocol protocol, LocatedJson json)
    {
        const string remedy = "Change it along each axis to the nearest multiple.";
        var divisor = EncoderPresets.Divisor(protocol.Model.Preset);
        if (protocol.Model.PatchSize is { } size && new Axes(size.Z, size.Y, size.X) is var patch && !patch.IsMultipleOf(divisor))
        {
            yield return new(
                json.PositionAt("model", "patch_size"),
                $"patch_size: {patch} is not a multiple of {divisor}, by which {protocol.Model.Preset} divides it",
                remedy);
        }

        if (protocol.Model.DropPath > 0 && !EncoderPresets.IsPrimus(protocol.Model.Preset))
        {
            yield return new(
                json.PositionAt("model", "drop_path"),
                $"drop_path: {protocol.Model.Preset} has no paths to drop",
                "Leave it out, or choose a primus preset.");
        }
    }

    private static IEnumerable<ProtocolError> Labels(LabelsSection labels, LocatedJson json)
    {
        foreach (var name in labels.Structures.Keys.Where(n => labels.Names.Count > 0 && !labels.Names.ContainsKey(n)))
        {
            yield return new(
                json.PositionAt("data", "labels", "structures", name),
                $"names: gives no value to the label '{name}'",
                "Name every label there, or leave names out.");
        }

        // Without names, labels are the structures; without either there is one.
        foreach (var name in labels.Codes.Keys.Where(n => !labels.Names.ContainsKey(n) && !labels.Structures.ContainsKey(n)
            && (labels.Names.Count + labels.Structures.Count > 0 || n != ProtocolFile.DefaultLabel)))
        {
            yield return new(
                json.PositionAt("data", "labels", "codes", name),
                $"codes: there is no label '{name}'",
                "Take a name of names or structures.");
        }

        if (labels.Instances && (labels.Source != LabelOrigin.Volumes || labels.Definitions.Count != 1))
        {
            yield return new(
                json.PositionAt("data", "labels", "instances"),
                "instances: the values of label volumes can number the lesions of one label",
                "Set source to volumes, and name one label; or leave it out.");
        }

        foreach (var (name, value) in labels.Names.Where((n, i) => labels.Names.Values.Take(i).Contains(n.Value)))
        {
            yield return new(
                json.PositionAt("data", "labels", "names", name),
                $"the value {value} has two names",
                "Give each label a value of its own.");
        }
    }

    private static bool StaysInside(string path) =>
        !Path.IsPathRooted(path)
        && !path.Contains('\\', StringComparison.Ordinal)
        && !path.Any(char.IsControl)
        && !path.Split('/').Contains("..");
}
