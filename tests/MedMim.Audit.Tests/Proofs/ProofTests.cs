using System.Text.Json.Nodes;
using MedMim.Audit.Failures;
using MedMim.Audit.Keys;
using MedMim.Audit.Log;
using MedMim.Audit.Proofs;
using MedMim.Audit.Verification;

namespace MedMim.Audit.Tests.Proofs;

public sealed class ProofTests : IDisposable
{
    private readonly SampleRun run = new();
    private readonly AuditKey next;

    public ProofTests()
    {
        run.WithSteps(3);
        next = run.MakeKey("next");
        KeyRotation.Rotate(run.Folder, run.Key, next, SampleRun.Context);
        using var log = AuditLog.Open(run.Folder, next, SampleRun.Context);
    }

    public void Dispose()
    {
        next.Dispose();
        run.Dispose();
    }

    [Fact]
    public void Every_record_is_proved_without_the_log_and_with_either_key()
    {
        var log = AuditVerifier.ReadLog(run.Folder);
        Directory.Delete(run.Folder, recursive: true);
        for (var i = 0; i < log.Records.Count; i++)
        {
            var path = Write(AuditProver.Inclusion(log, i));
            foreach (var key in new[] { null, run.Key.PublicKey, next.PublicKey })
            {
                var verdict = ProofCheck.Run(path, key);
                Assert.True(verdict.Ok, verdict.Summary);
                Assert.Equal(i, verdict.Record!.Sequence);
                Assert.Equal(key is not null, verdict.IsKeyTrusted);
            }
        }
    }

    [Fact]
    public void A_log_that_only_grew_is_proved_from_every_size_on()
    {
        var log = AuditVerifier.ReadLog(run.Folder);
        for (var size = 1; size <= log.Records.Count; size++)
        {
            var verdict = ProofCheck.Run(Write(AuditProver.Consistency(log, size)), next.PublicKey);
            Assert.True(verdict.Ok, verdict.Summary);
            Assert.Equal(size, verdict.OldHead!.Size);
            Assert.Equal(log.Head, verdict.Head);
        }
    }

    [Fact]
    public void A_foreign_key_is_not_the_logs()
    {
        using var foreign = run.MakeKey("foreign");
        var path = Write(AuditProver.Inclusion(AuditVerifier.ReadLog(run.Folder), 1));

        Assert.False(ProofCheck.Run(path, foreign.PublicKey).Ok);
    }

    [Fact]
    public void No_part_of_a_proof_can_be_changed()
    {
        var log = AuditVerifier.ReadLog(run.Folder);
        var other = JsonNode.Parse(AuditProver.Inclusion(log, 2))!.AsObject();
        foreach (var text in new[] { AuditProver.Inclusion(log, 1), AuditProver.Consistency(log, 2) })
        {
            Assert.False(Changed(text, p => p["checkpoint"] = log.CheckpointAt(3)).Ok);
            Assert.False(Changed(text, p => p["key"] = next.PublicKey.ToPem()).Ok);
            Assert.False(Changed(text, p => p["rotations"] = new JsonArray()).Ok);
            Assert.False(Changed(text, p => p["rotations"]![0]!["key"] = run.Key.PublicKey.ToPem()).Ok);
            Assert.False(Changed(text, p => p["rotations"]![0]!["checkpoint"] = log.CheckpointAt(2)).Ok);
            Assert.False(Changed(text, p => p["rotations"]![0]!["record"] = log.LineOf(2)).Ok);
            Assert.False(Changed(text, p => p["hashes"]!.AsArray().RemoveAt(0)).Ok);
            Assert.False(Changed(text, p => p["hashes"]!.AsArray().Add(Convert.ToBase64String(new byte[32]))).Ok);
        }

        Assert.False(Changed(AuditProver.Inclusion(log, 1), p => p["index"] = 2).Ok);
        Assert.False(Changed(AuditProver.Inclusion(log, 1), p => p["record"] = other["record"]!.GetValue<string>()).Ok);
        Assert.False(Changed(AuditProver.Consistency(log, 2), p => p["old_checkpoint"] = log.CheckpointAt(3)).Ok);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[[[[[[[[[[[[]]]]]]]]]]]]")]
    [InlineData("{\"type\":\"medmim-inclusion-proof\",\"format\":1}")]
    [InlineData("{\"type\":\"other\",\"format\":1,\"checkpoint\":\"\",\"hashes\":[],\"key\":\"\",\"rotations\":[]}")]
    [InlineData("{\"type\":\"medmim-inclusion-proof\",\"format\":9}")]
    public void What_is_no_proof_is_refused_with_the_remedy(string text) =>
        Assert.Contains("audit prove", Assert.Throws<AuditException>(() => ProofCheck.Run(Write(text))).Remedy, StringComparison.Ordinal);

    [Fact]
    public void There_is_no_proof_of_what_is_not_there_or_does_not_hold()
    {
        var log = AuditVerifier.ReadLog(run.Folder);
        Assert.Throws<AuditException>(() => AuditProver.Inclusion(log, log.Records.Count));
        Assert.Throws<AuditException>(() => AuditProver.Inclusion(log, -1));
        Assert.Throws<AuditException>(() => AuditProver.Consistency(log, 0));
        File.AppendAllText(run.LogPath, "x");
        Assert.Throws<AuditException>(() => AuditProver.Inclusion(AuditVerifier.ReadLog(run.Folder), 1));
    }

    private ProofVerdict Changed(string text, Action<JsonObject> change)
    {
        var proof = JsonNode.Parse(text)!.AsObject();
        change(proof);
        return ProofCheck.Run(Write(proof.ToJsonString()));
    }

    private string Write(string text)
    {
        var path = Path.Combine(Path.GetDirectoryName(run.Folder)!, "proof.json");
        File.WriteAllText(path, text);
        return path;
    }
}
