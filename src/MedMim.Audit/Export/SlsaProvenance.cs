using System.Text.Json.Nodes;
using MedMim.Audit.Keys;
using MedMim.Audit.Records;

namespace MedMim.Audit.Export;

/// <summary>
/// A run as an in-toto Statement v1 with the SLSA Provenance v1 predicate: subjects are the run's files, resolved
/// dependencies what it read from outside, the builder is MedMim. It names pseudonyms only, as the run does.
/// </summary>
public static class SlsaProvenance
{
    private const string BuildType = "urn:medmim:study-run:v1";

    /// <summary>The statement as JSON.</summary>
    /// <param name="runFolder">The run's folder, which is verified first.</param>
    /// <param name="publicKey">A key that must have signed its log; the one in the folder if null.</param>
    /// <exception cref="Failures.AuditException">The run does not hold.</exception>
    public static string Of(string runFolder, AuditPublicKey? publicKey = null)
    {
        var run = RunProvenance.Of(runFolder, publicKey);
        return ExportText.Json(new JsonObject
        {
            ["_type"] = "https://in-toto.io/Statement/v1",
            ["subject"] = new JsonArray([.. run.Files.Select(f => Resource(f.Key, f.Value))]),
            ["predicateType"] = "https://slsa.dev/provenance/v1",
            ["predicate"] = new JsonObject
            {
                ["buildDefinition"] = Definition(run),
                ["runDetails"] = Details(run),
            },
        });
    }

    private static JsonObject Definition(RunProvenance run)
    {
        var step = run.Steps.LastOrDefault(r => r.Entry.Protocol.Length > 0) ?? run.Last;
        var outside = new JsonObject { ["command"] = step.Entry.Command };
        if (step.Entry.Protocol.Length > 0)
        {
            outside["protocol"] = Resource("protocol", step.Entry.Protocol);
        }

        return new JsonObject
        {
            ["buildType"] = BuildType,
            ["externalParameters"] = outside,
            ["internalParameters"] = new JsonObject { ["environment"] = ExportText.Words(step.Context.Environment) },
            ["resolvedDependencies"] = new JsonArray([.. run.Materials.Select(m => Resource(m.Name, m.Digest))]),
        };
    }

    private static JsonObject Details(RunProvenance run) => new()
    {
        ["builder"] = new JsonObject
        {
            ["id"] = "urn:medmim:builder:" + run.Last.Context.Versions.GetValueOrDefault("medmim", "unknown"),
            ["version"] = ExportText.Words(VersionsOf(run)),
        },
        ["metadata"] = new JsonObject
        {
            ["invocationId"] = run.Log.Origin,
            ["startedOn"] = ExportText.Time(run.Log.Records[0].Time),
            ["finishedOn"] = ExportText.Time(run.Last.Time),
        },
        ["byproducts"] = new JsonArray(
            Resource("audit/log.jsonl", AuditDigest.OfFile(Path.Combine(run.RunFolder, "audit", "log.jsonl"))),
            Resource("audit/checkpoints", AuditDigest.OfFile(Path.Combine(run.RunFolder, "audit", "checkpoints")))),
    };

    // The opening of a log knows little of the software; a step's record knows all.
    private static IReadOnlyDictionary<string, string> VersionsOf(RunProvenance run) =>
        run.Log.Records.MaxBy(r => (r.Context.Versions.Count, r.Sequence))!.Context.Versions;

    private static JsonObject Resource(string name, string digest) => new()
    {
        ["name"] = name, ["digest"] = new JsonObject { ["sha256"] = ExportText.Hex(digest) },
    };
}
