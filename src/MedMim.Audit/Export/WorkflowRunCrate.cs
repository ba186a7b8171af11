using System.Globalization;
using System.Text.Json.Nodes;
using MedMim.Audit.Keys;
using MedMim.Audit.Records;

namespace MedMim.Audit.Export;

/// <summary>
/// A run as the metadata file of a Workflow Run RO-Crate (profiles Process Run Crate and Workflow Run Crate, 0.5, on
/// RO-Crate 1.1): an action for the whole run, whose instrument is the protocol, and one for each step, whose instrument
/// is MedMim. It names pseudonyms only, as the run does.
/// </summary>
public static class WorkflowRunCrate
{
    /// <summary>The file's name, by which readers of RO-Crates find it in the run's folder.</summary>
    public const string FileName = "ro-crate-metadata.json";

    private const string Protocol = "protocol.yaml";
    private const string RunAction = "#run";
    private const string Rights = "#rights";
    private const string Language = "#medmim-protocol";

    private static readonly (string Id, string Name, string Version)[] Profiles =
    [
        ("https://w3id.org/ro/wfrun/process/0.5", "Process Run Crate", "0.5"),
        ("https://w3id.org/ro/wfrun/workflow/0.5", "Workflow Run Crate", "0.5"),
        ("https://w3id.org/workflowhub/workflow-ro-crate/1.0", "Workflow RO-Crate", "1.0"),
    ];

    /// <summary>The metadata file as JSON-LD.</summary>
    /// <inheritdoc cref="SlsaProvenance.Of"/>
    public static string Of(string runFolder, AuditPublicKey? publicKey = null)
    {
        var run = RunProvenance.Of(runFolder, publicKey);
        var hasWorkflow = run.Files.ContainsKey(Protocol);
        var graph = new CrateGraph();
        graph.Add("ro-crate-metadata.json", "CreativeWork", new JsonObject
        {
            ["conformsTo"] = CrateGraph.Reference("https://w3id.org/ro/crate/1.1"), ["about"] = CrateGraph.Reference("./"),
        });
        AddRoot(graph, run, hasWorkflow);
        AddSoftware(graph, run);
        AddFiles(graph, run);
        foreach (var step in run.Steps)
        {
            AddStep(graph, run, step);
        }

        if (hasWorkflow)
        {
            AddRunAction(graph, run);
        }

        return ExportText.Json(new JsonObject
        {
            ["@context"] = new JsonArray("https://w3id.org/ro/crate/1.1/context", "https://w3id.org/ro/terms/workflow-run/context"),
            ["@graph"] = graph.ToJson(),
        });
    }

    private static void AddRoot(CrateGraph graph, RunProvenance run, bool hasWorkflow)
    {
        var profiles = hasWorkflow ? Profiles : Profiles[..1];
        var top = run.Steps.SelectMany(run.ResultsOf).Select(r => r.Path).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var root = new JsonObject
        {
            ["name"] = run.Name,
            ["description"] = "A run of MedMim: its files, and the steps that made them, from its signed audit log.",
            ["datePublished"] = ExportText.Time(run.Last.Time),
            ["license"] = CrateGraph.Reference(Rights),
            ["conformsTo"] = CrateGraph.References(profiles.Select(p => p.Id)),
            ["hasPart"] = CrateGraph.References(top.Select(CrateGraph.IdOf)),
            ["mentions"] = CrateGraph.References(run.Steps.Select(ActionOf).Concat(hasWorkflow ? [RunAction] : [])),
        };
        if (hasWorkflow)
        {
            root["mainEntity"] = CrateGraph.Reference(Protocol);
        }

        graph.Add("./", "Dataset", root);
        graph.Add(Rights, "CreativeWork", new JsonObject
        {
            ["name"] = "All rights reserved", ["description"] = "This export grants no licence; ask whoever ran the study.",
        });
        foreach (var (id, name, version) in profiles)
        {
            graph.Add(id, "CreativeWork", new JsonObject { ["name"] = name, ["version"] = version });
        }
    }

    private static void AddSoftware(CrateGraph graph, RunProvenance run)
    {
        foreach (var step in run.Steps)
        {
            var versions = step.Context.Versions.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key} {v.Value}");
            graph.Add(SoftwareOf(step), "SoftwareApplication", new JsonObject
            {
                ["name"] = "MedMim",
                ["softwareVersion"] = step.Context.Versions.GetValueOrDefault("medmim", "unknown"),
                ["softwareRequirements"] = string.Join(", ", versions),
            });
            graph.Add(AgentOf(step), "Person", new JsonObject { ["name"] = step.Context.User });
        }
    }

    private static void AddFiles(CrateGraph graph, RunProvenance run)
    {
        foreach (var (path, digest) in run.Files)
        {
            var file = new JsonObject
            {
                ["name"] = path,
                ["sha256"] = ExportText.Hex(digest),
                ["contentSize"] = new FileInfo(Path.Combine(run.RunFolder, path)).Length.ToString(CultureInfo.InvariantCulture),
            };
            if (MediaTypes.Of(path) is { } type)
            {
                file["encodingFormat"] = type;
            }

            if (path == Protocol)
            {
                file["name"] = "Study protocol";
                file["programmingLanguage"] = CrateGraph.Reference(Language);
                graph.Add(Language, "ComputerLanguage", new JsonObject { ["name"] = "MedMim study protocol (YAML)" });
                graph.Add(Protocol, ["File", "SoftwareSourceCode", "ComputationalWorkflow"], file);
            }
            else
            {
                graph.Add(CrateGraph.IdOf(path), "File", file);
            }
        }

        foreach (var folder in run.Steps.SelectMany(run.ResultsOf).Select(r => r.Path).Where(p => p.EndsWith('/')))
        {
            graph.Add(CrateGraph.IdOf(folder), "Dataset", new JsonObject
            {
                ["name"] = folder,
                ["hasPart"] = CrateGraph.References(
                    run.Files.Keys.Where(f => f.StartsWith(folder, StringComparison.Ordinal)).Select(CrateGraph.IdOf)),
            });
        }

        foreach (var (name, digest) in run.Materials)
        {
            graph.Add(MaterialOf(digest), "CreativeWork", new JsonObject
            {
                ["name"] = name, ["description"] = "Read from outside the run, known by its digest.", ["sha256"] = ExportText.Hex(digest),
            });
        }
    }

    private static void AddStep(CrateGraph graph, RunProvenance run, AuditRecord step)
    {
        var inputs = step.Entry.Inputs.Values.Select(d => run.ArtifactOf(d) is { } path ? CrateGraph.IdOf(path) : MaterialOf(d));
        if (AuditDigest.IsDigest(step.Entry.Details.GetValueOrDefault("data", "")))
        {
            inputs = inputs.Append(MaterialOf(step.Entry.Details["data"]));
        }

        var action = Action(step, $"Step {step.Entry.Step}", SoftwareOf(step));
        action["description"] = step.Entry.Command;
        action["startTime"] = ExportText.Time(step.Entry.Started ?? step.Time);
        action["object"] = CrateGraph.References(inputs.Distinct(StringComparer.Ordinal));
        action["result"] = CrateGraph.References(run.ResultsOf(step).Select(r => CrateGraph.IdOf(r.Path)));
        if (step.Entry.Outcome != AuditOutcome.Success)
        {
            action["error"] = step.Entry.Outcome.ToString();
        }

        graph.Add(ActionOf(step), "CreateAction", action);
    }

    private static void AddRunAction(CrateGraph graph, RunProvenance run)
    {
        var steps = run.Steps.ToList();
        var action = Action(steps[^1], $"Run of {run.Name}", Protocol);
        action["description"] = steps[^1].Entry.Command;
        action["startTime"] = ExportText.Time(run.Log.Records[0].Time);
        action["object"] = CrateGraph.References(run.Materials.Select(m => MaterialOf(m.Digest)).Distinct(StringComparer.Ordinal));
        action["result"] = CrateGraph.References(
            steps.SelectMany(run.ResultsOf).Select(r => r.Path).Where(p => p != Protocol).Distinct(StringComparer.Ordinal).Select(CrateGraph.IdOf));
        graph.Add(RunAction, "CreateAction", action);
    }

    private static JsonObject Action(AuditRecord step, string name, string instrument) => new()
    {
        ["name"] = name,
        ["endTime"] = ExportText.Time(step.Time),
        ["instrument"] = CrateGraph.Reference(instrument),
        ["agent"] = CrateGraph.Reference(AgentOf(step)),
        ["actionStatus"] = CrateGraph.Reference(
            step.Entry.Outcome == AuditOutcome.Success ? "http://schema.org/CompletedActionStatus" : "http://schema.org/FailedActionStatus"),
    };

    private static string ActionOf(AuditRecord step) => string.Create(CultureInfo.InvariantCulture, $"#record-{step.Sequence}");

    private static string MaterialOf(string digest) => "#material-" + ExportText.Hex(digest)[..16];

    private static string AgentOf(AuditRecord step) => "#user-" + Uri.EscapeDataString(step.Context.User);

    private static string SoftwareOf(AuditRecord step) => "#medmim-" + ExportText.Hex(AuditDigest.OfBytes(
        System.Text.Encoding.UTF8.GetBytes(string.Join('\n', step.Context.Versions.OrderBy(v => v.Key, StringComparer.Ordinal)))))[..8];
}
