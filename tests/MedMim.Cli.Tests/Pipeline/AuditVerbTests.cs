using System.Text.Json;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>What an auditor does with a finished run.</summary>
public sealed class AuditVerbTests(TrainedStudy study) : IClassFixture<TrainedStudy>
{
    [Fact]
    public async Task RecordsAreShownInEightyColumnsAndAsTheyWereSigned()
    {
        var run = await study.RunFolderAsync();
        var shown = await AuditAsync("show", run);
        Assert.True(shown.ExitCode == 0, shown.Errors);
        Assert.All(shown.Output.Split('\n'), l => Assert.InRange(l.Length, 0, 80));
        Assert.Contains("finetune/scratch", shown.Output, StringComparison.Ordinal);
        var json = await AuditAsync("show", run, "--json");
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(run, "audit", "log.jsonl"), Cancellation), json.Output);
    }

    [Fact]
    public async Task AProofHoldsWithoutTheRunAndAChangedOneDoesNot()
    {
        var run = await study.RunFolderAsync();
        var proof = Path.Combine(study.Home, "proof.json");
        await File.WriteAllTextAsync(proof, (await AuditAsync("prove", run, "3")).Output, Cancellation);
        var key = Path.Combine(run, "audit", "key.pub");
        var holds = await AuditAsync("check", proof, "--key", key);
        Assert.True(holds.ExitCode == 0, holds.Output + holds.Errors);

        var text = await File.ReadAllTextAsync(proof, Cancellation);
        await File.WriteAllTextAsync(proof, text.Replace("success", "failure", StringComparison.Ordinal), Cancellation);
        Assert.Equal(1, (await AuditAsync("check", proof, "--key", key)).ExitCode);
        Assert.Equal(2, (await AuditAsync("prove", run, "999")).ExitCode);
    }

    [Theory]
    [InlineData("slsa", "https://in-toto.io/Statement/v1")]
    [InlineData("ro-crate", "https://w3id.org/ro/crate/1.1/context")]
    public async Task ProvenanceIsExportedWithoutTheNamesOfScans(string format, string mark)
    {
        var exported = await AuditAsync("export", await study.RunFolderAsync(), "--format", format);
        Assert.True(exported.ExitCode == 0, exported.Errors);
        using var json = JsonDocument.Parse(exported.Output);
        Assert.Contains(mark, exported.Output, StringComparison.Ordinal);
        Assert.Contains("finetune/scratch/model.safetensors", exported.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("case0", exported.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStatementIsSignedByTheKeyOfTheLogAndByNoOther()
    {
        var run = await study.RunFolderAsync();
        // Another test may have rotated the key in use, which keeps the old one beside it.
        var owner = await File.ReadAllTextAsync(Path.Combine(run, "audit", "key.pub"), Cancellation);
        var own = Directory.GetFiles(study.Home, "audit.key*").Single(f =>
        {
            using var key = Audit.Keys.AuditKey.Load(f);
            return key.PublicKey.ToPem() == owner;
        });
        var signed = await AuditAsync("export", run, "--format", "slsa", "--sign", own);
        Assert.True(signed.ExitCode == 0, signed.Errors);
        using var envelope = JsonDocument.Parse(signed.Output);
        Assert.Equal("application/vnd.in-toto+json", envelope.RootElement.GetProperty("payloadType").GetString());
        Assert.Contains("finetune/scratch/model.safetensors", System.Text.Encoding.UTF8.GetString(envelope.RootElement.GetProperty("payload").GetBytesFromBase64()), StringComparison.Ordinal);

        var other = Path.Combine(study.Home, "other.key");
        Audit.Keys.AuditKey.LoadOrCreate(other).Dispose();
        var refused = await AuditAsync("export", run, "--format", "slsa", "--sign", other);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Empty(refused.Output);
        Assert.Contains("does not hold", refused.Errors, StringComparison.Ordinal);

        var crate = await AuditAsync("export", run, "--format", "ro-crate", "--sign");
        Assert.Equal((2, string.Empty), (crate.ExitCode, crate.Output));
        Assert.Contains("--sign: has no meaning for --format ro-crate", crate.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARunWhoseKeyWasRotatedVerifiesAgainstTheNewOneAndGoesOn()
    {
        var run = await study.CopyAsync("rotated");
        var rotated = await AuditAsync("rotate-key", run);
        Assert.True(rotated.ExitCode == 0, rotated.Errors);
        var newest = Directory.GetFiles(Path.Combine(run, "audit", "keys")).Single();
        var verified = await AuditAsync("verify", run, "--key", newest);
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Errors);

        var again = await MedMimProcess.RunAsync(study.Home, "run", "study.yaml", "--data", ".", "--runs", "rotated");
        Assert.True(again.ExitCode == 0, again.Errors);
        Assert.Equal(0, (await AuditAsync("verify", run, "--key", newest)).ExitCode);
    }

    [Fact]
    public async Task ARunIsTheSameAgainElsewhereAndOtherScansAreNotTakenForIt()
    {
        var run = await study.RunFolderAsync();
        var again = await MedMimProcess.RunAsync(study.Home, "reproduce", run, "--data", ".", "--runs", "again");
        Assert.True(again.ExitCode == 0, again.Output + again.Errors);
        Assert.Contains("identical: ", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("different: ", again.Output, StringComparison.Ordinal);

        var other = Directory.CreateDirectory(Path.Combine(study.Home, "other", "made")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(study.Home, "made")).Order(StringComparer.Ordinal).Skip(2))
        {
            File.Copy(file, Path.Combine(other, Path.GetFileName(file)));
        }

        var refused = await MedMimProcess.RunAsync(study.Home, "reproduce", run, "--data", "other", "--runs", "elsewhere");
        Assert.True(refused.ExitCode is 1 or 2, refused.Output + refused.Errors);
        Assert.DoesNotContain("identical: ", refused.Output, StringComparison.Ordinal);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<MedMimProcess.Result> AuditAsync(params string[] arguments) =>
        MedMimProcess.RunAsync(study.Home, ["audit", .. arguments]);
}
