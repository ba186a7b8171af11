using MedMim.Cli.Tests.BadInput;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>A study that begins with the encoder of another.</summary>
public sealed class GivenEncoderTests : IDisposable
{
    private const string Head = """
        medmim: 1
        name: NAME
        seed: SEED
        data: { archive: made, labels: { source: volumes, names: { ball: 1 } } }
        preparation: { crop: none }
        split: { test_fraction: 0.5 }
        model: { preset: resenc-tiny, patch_size: [16, 16, 16] }
        finetuning: { arms: [pretrained], steps: 2 }
        prediction: { step: 1 }
        evaluation: { bootstrap: 100 }

        """;

    private readonly string home = Directory.CreateTempSubdirectory("medmim-").FullName;

    public GivenEncoderTests()
    {
        for (var i = 0; i < 6; i++)
        {
            MadeScans.Write(Path.Combine(home, "made", $"case{i}.nii"), 16, i);
            MadeScans.Write(Path.Combine(home, "made", $"case{i}_seg.nii"), 16, i, isLabel: true);
        }
    }

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task AnEncoderIsTakenWhereItHasSeenNobodyWhoIsHeldOut()
    {
        var made = await RunAsync("maker", 7, "pretraining: { steps: 2 }");
        Assert.True(made.ExitCode == 0, made.Errors);
        var encoder = Directory.GetFiles(Path.Combine(home, "runs"), "encoder.safetensors", SearchOption.AllDirectories).Single();
        var given = $"pretraining: {{ encoder: {Path.GetRelativePath(home, encoder)} }}";

        var same = await RunAsync("taker", 7, given);
        Assert.True(same.ExitCode == 0, same.Errors);
        var taken = Directory.GetDirectories(Path.Combine(home, "runs"), "taker-*").Single();
        Assert.Contains("pretrained on 3 scans, none of them held out here", await TextAsync(taken), StringComparison.Ordinal);
        Assert.Equal(0, (await MedMimProcess.RunAsync(home, "audit", "verify", taken)).ExitCode);

        var other = await RunAsync("other", 8, given);
        Assert.Equal(2, other.ExitCode);
        Assert.Matches("encoder.safetensors.* was pretrained on [1-3] of the 3 series that are held out here, the first the series", other.Errors);
        Assert.False(Directory.Exists(Path.Combine(Directory.GetDirectories(Path.Combine(home, "runs"), "other-*").Single(), "pretrain")));

        // Without what lies beside it, nobody knows: that is said, in the log and in the report.
        File.Move(encoder, Path.Combine(home, "alone.safetensors"));
        var alone = await RunAsync("alone", 8, "pretraining: { encoder: alone.safetensors }");
        Assert.True(alone.ExitCode == 0, alone.Errors);
        Assert.Contains("nothing beside the encoder says on which scans it was pretrained", alone.Errors, StringComparison.Ordinal);
        Assert.Contains(
            "On which scans the encoder of the arm pretrained was pretrained is not known",
            await TextAsync(Directory.GetDirectories(Path.Combine(home, "runs"), "alone-*").Single()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pretraining: { encoder: nowhere.safetensors }", "study.yaml: pretraining.encoder: names nowhere.safetensors, which is not there")]
    [InlineData("pretraining: { encoder: made/case0.nii }", "made/case0.nii")]
    [InlineData("pretraining: { encoder: a.safetensors, steps: 3 }", "study.yaml:11:25: encoder: it is given, so steps would do nothing")]
    public async Task WhatIsNoEncoderIsRefusedByName(string pretraining, string message)
    {
        var result = await RunAsync("bad", 7, pretraining);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
    }

    private async Task<MedMimProcess.Result> RunAsync(string name, int seed, string pretraining)
    {
        var text = Head.Replace("NAME", name, StringComparison.Ordinal).Replace("SEED", $"{seed}", StringComparison.Ordinal) + pretraining + "\n";
        await File.WriteAllTextAsync(Path.Combine(home, "study.yaml"), text, TestContext.Current.CancellationToken);
        return await MedMimProcess.RunAsync(home, "run", "study.yaml", "--data", ".", "--runs", "runs");
    }

    private static Task<string> TextAsync(string run) =>
        File.ReadAllTextAsync(Path.Combine(run, "report.html"), TestContext.Current.CancellationToken);
}
