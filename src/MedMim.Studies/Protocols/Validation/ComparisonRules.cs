using System.Text.Json;
using System.Text.RegularExpressions;
using MedMim.Studies.Planning;
using MedMim.Studies.Protocols.Reading;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Protocols.Validation;

/// <summary>What a comparison demands of its arms and of the rest of the protocol.</summary>
internal static partial class ComparisonRules
{
    public static IEnumerable<ProtocolError> Check(StudyProtocol protocol, LocatedJson json) =>
        protocol.Comparison is { } comparison
            ? Arms(protocol, comparison, json).Concat(Numbers(comparison, json)).Concat(Elsewhere(protocol, json))
            : [];

    private static IEnumerable<ProtocolError> Arms(StudyProtocol protocol, ComparisonSection comparison, LocatedJson json)
    {
        ProtocolError Error(string problem, string remedy, params string[] keys) => new(json.PositionAt(["comparison", .. keys]), problem, remedy);

        if (!comparison.Arms.ContainsValue(null))
        {
            yield return Error("arms: none begins with random weights, so that there is nothing to be better than", "Add 'scratch: none'.", "arms");
        }

        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, arm) in comparison.Arms)
        {
            if (!ArmNameForm().IsMatch(name))
            {
                yield return Error($"arms: the name '{name}' is not of the form {ArmNameForm()}", "Use lower-case letters, digits and dashes.", "arms", name);
            }

            if (!seen.TryAdd(JsonSerializer.Serialize(arm, ProtocolJson.Options), name))
            {
                var twin = seen[JsonSerializer.Serialize(arm, ProtocolJson.Options)];
                yield return Error($"arms: '{name}' does the same as '{twin}'", "Leave one out, or change one.", "arms", name);
            }

            foreach (var error in PretrainingRules.Check(protocol with { Pretraining = arm }, json, "comparison", "arms", name))
            {
                yield return error;
            }
        }

        foreach (var name in comparison.References.Where(n => !comparison.Arms.ContainsKey(n)))
        {
            yield return Error($"references: there is no arm '{name}'", $"Name some of {string.Join(", ", comparison.Arms.Keys)}.", "references");
        }

        if (protocol.Pretraining is null && comparison.Arms.Values.Any(a => a is not null))
        {
            yield return Error("needs a pretraining section, which its arms have in common", "Add 'pretraining: {}'.");
        }
    }

    private static IEnumerable<ProtocolError> Numbers(ComparisonSection comparison, LocatedJson json)
    {
        var counts = comparison.Labelled.Select(l => l.Patients ?? int.MaxValue).ToList();
        if (counts.Zip(counts.Skip(1)).Any(c => c.First >= c.Second))
        {
            yield return new(
                json.PositionAt("comparison", "labelled"), "labelled: the numbers do not ascend", "Begin with the smallest; all comes last.");
        }
    }

    private static IEnumerable<ProtocolError> Elsewhere(StudyProtocol protocol, LocatedJson json)
    {
        if (protocol.Finetuning is null)
        {
            yield return new(json.PositionAt("comparison"), "comparison needs a finetuning section", "Add 'finetuning: {}'.");
        }

        if (json.Root["finetuning"]?["arms"] is not null)
        {
            yield return new(json.PositionAt("finetuning", "arms"), "arms: the comparison has its own", "Leave these out.");
        }

        if (json.Root["split"] is not null)
        {
            yield return new(json.PositionAt("split"), "split: the comparison deals the patients to folds", "Leave the section out.");
        }

        if (PlanFile.IsNeeded(protocol))
        {
            yield return new(
                protocol.Model.PatchSize is null ? json.PositionAt("model", "patch_size") : json.PositionAt("comparison"),
                "patch_size and batch_size: auto would look at the test patients of every fold", "Give numbers.");
        }

        if (protocol.Preparation.Spacing.Name == SpacingName.Median)
        {
            yield return new(
                json.PositionAt("preparation", "spacing"), "spacing: the median would be taken over the test patients of every fold",
                "Give three numbers, or keep.");
        }

        if (protocol.Preparation.CtWindow is null)
        {
            yield return new(
                json.PositionAt("preparation", "ct_window"), "ct_window: the foreground's would be taken over the test patients of every fold",
                "Give two numbers.");
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,31}$", RegexOptions.None, 1000)]
    private static partial Regex ArmNameForm();
}
