using System.Text.Json;
using System.Text.Json.Nodes;
using MedMim.Audit.Export;
using MedMim.Audit.Failures;
using MedMim.Audit.Records;

namespace MedMim.Audit.Tests.Export;

public sealed class ExportTests : IDisposable
{
    private readonly SampleRun run = new();
    private readonly string outside = AuditDigest.OfBytes([1]);
    private readonly string data = AuditDigest.OfBytes([2]);

    public ExportTests()
    {
        using var log = run.Open();
        log.Append(Step("protocol", [], ("protocol.yaml", run.WriteArtifact("protocol.yaml", "name: a"))));
        run.WriteArtifact("store/volumes/a b.npy", "voxels");
        run.WriteArtifact("store/catalog.parquet", "rows");
        log.Append(new AuditEntry
        {
            Step = "ingest/accessed",
            Event = AuditEventId.InstancesAccessed,
            Objects = new Dictionary<string, string>(StringComparer.Ordinal) { ["00000000000000aa"] = AuditEventId.PatientNumber },
        });
        var store = AuditDigest.OfFolder(Path.Combine(run.Folder, "store"));
        log.Append(Step("ingest", [], ("store/", store)) with
        {
            Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["data"] = data },
        });
        log.Append(Step("train", [("store", store), ("encoder", outside)]) with { Outcome = AuditOutcome.Interrupted });
        log.Append(Step("train", [("store", store), ("encoder", outside)], ("model.json", run.WriteArtifact("model.json", "{}"))));
    }

    public void Dispose() => run.Dispose();

    [Fact]
    public void A_statement_names_every_file_and_all_that_came_from_outside()
    {
        var statement = JsonDocument.Parse(SlsaProvenance.Of(run.Folder, run.Key.PublicKey)).RootElement;

        Assert.Equal("https://in-toto.io/Statement/v1", statement.GetProperty("_type").GetString());
        Assert.Equal("https://slsa.dev/provenance/v1", statement.GetProperty("predicateType").GetString());
        Assert.Equal(
            ["model.json", "protocol.yaml", "store/catalog.parquet", "store/volumes/a b.npy"],
            statement.GetProperty("subject").EnumerateArray().Select(s => s.GetProperty("name").GetString()));
        Assert.All(statement.GetProperty("subject").EnumerateArray(), s => Assert.Equal(
            AuditDigest.OfFile(Path.Combine(run.Folder, s.GetProperty("name").GetString()!))[7..],
            s.GetProperty("digest").GetProperty("sha256").GetString()));
        var predicate = statement.GetProperty("predicate");
        Assert.Equal(
            [("encoder", outside[7..]), ("scans", data[7..])],
            predicate.GetProperty("buildDefinition").GetProperty("resolvedDependencies").EnumerateArray()
                .Select(d => (d.GetProperty("name").GetString()!, d.GetProperty("digest").GetProperty("sha256").GetString()!)));
        Assert.Contains(":", predicate.GetProperty("buildDefinition").GetProperty("buildType").GetString(), StringComparison.Ordinal);
        var details = predicate.GetProperty("runDetails");
        Assert.StartsWith("urn:medmim:builder:", details.GetProperty("builder").GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("medmim-audit/", details.GetProperty("metadata").GetProperty("invocationId").GetString(), StringComparison.Ordinal);
        Assert.Matches("^....-..-..T..:..:..Z$", details.GetProperty("metadata").GetProperty("startedOn").GetString());
    }

    [Fact]
    public void Every_reference_of_a_crate_is_an_entity_and_every_entity_is_there_once()
    {
        var graph = Crate();
        var ids = graph.Select(e => e!["@id"]!.GetValue<string>()).ToList();

        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        var known = ids.Concat(["https://w3id.org/ro/crate/1.1", "http://schema.org/CompletedActionStatus", "http://schema.org/FailedActionStatus"]);
        Assert.Empty(graph.SelectMany(e => e!.AsObject().Where(p => p.Key != "@id").SelectMany(p => References(p.Value))).Except(known, StringComparer.Ordinal));
    }

    [Fact]
    public void A_crate_has_what_its_profiles_ask_for()
    {
        var graph = Crate();
        JsonNode Entity(string id) => graph.Single(e => e!["@id"]!.GetValue<string>() == id)!;

        Assert.Equal("./", Entity("ro-crate-metadata.json")["about"]!["@id"]!.GetValue<string>());
        var root = Entity("./");
        Assert.All(["name", "description", "datePublished", "license", "hasPart", "mentions"], k => Assert.NotNull(root[k]));
        Assert.Equal("protocol.yaml", root["mainEntity"]!["@id"]!.GetValue<string>());
        Assert.Contains("https://w3id.org/ro/wfrun/process/0.5", References(root["conformsTo"]));
        Assert.Contains("https://w3id.org/ro/wfrun/workflow/0.5", References(root["conformsTo"]));
        Assert.Contains("ComputationalWorkflow", Entity("protocol.yaml")["@type"]!.AsArray().Select(t => t!.GetValue<string>()));
        Assert.NotNull(Entity("store/volumes/a%20b.npy")["sha256"]);
        var actions = graph.Where(e => e!["@type"] is JsonValue t && t.GetValue<string>() == "CreateAction").ToList();
        Assert.Equal(5, actions.Count);
        Assert.All(actions, a => Assert.All(["name", "endTime", "startTime", "instrument", "agent", "object", "result", "actionStatus"], k => Assert.NotNull(a![k])));
        Assert.Equal(References(root["mentions"]).Order(StringComparer.Ordinal), actions.Select(a => a!["@id"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Single(actions, a => a!["error"] is not null);
        var train = actions.Single(a => References(a!["result"]).SequenceEqual(["model.json"], StringComparer.Ordinal))!;
        Assert.Equal(["#material-" + outside[7..23], "store/"], References(train["object"]));
    }

    [Fact]
    public void No_export_tells_of_patients_and_none_is_made_of_a_run_that_does_not_hold()
    {
        Assert.DoesNotContain("00000000000000aa", SlsaProvenance.Of(run.Folder), StringComparison.Ordinal);
        Assert.DoesNotContain("00000000000000aa", WorkflowRunCrate.Of(run.Folder), StringComparison.Ordinal);

        run.WriteArtifact("model.json", "[]");

        Assert.Throws<AuditException>(() => SlsaProvenance.Of(run.Folder));
        Assert.Throws<AuditException>(() => WorkflowRunCrate.Of(run.Folder));
    }

    private JsonArray Crate() => JsonNode.Parse(WorkflowRunCrate.Of(run.Folder))!["@graph"]!.AsArray();

    private static List<string> References(JsonNode? node) => node switch
    {
        JsonArray array => [.. array.SelectMany(References)],
        JsonObject one when one["@id"] is { } id => [id.GetValue<string>()],
        _ => [],
    };

    private static AuditEntry Step(string step, (string Name, string Digest)[] inputs, params (string Path, string Digest)[] outputs) => new()
    {
        Step = step,
        Command = "medmim run a.yaml",
        Protocol = AuditDigest.OfBytes([3]),
        Inputs = inputs.ToDictionary(i => i.Name, i => i.Digest, StringComparer.Ordinal),
        Outputs = outputs.ToDictionary(o => o.Path, o => o.Digest, StringComparer.Ordinal),
    };
}
