using System.Text.Json;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>An encoder by itself: from a store through <c>prepare</c>, or from a study's prepared volumes.</summary>
public sealed class PretrainVerbTests(TrainedStudy study) : IClassFixture<TrainedStudy>
{
    private const string Protocol = """
        medmim: 1
        name: tiny-encoder
        seed: 7
        data: { archive: made, labels: { source: volumes, names: { ball: 1 } } }
        preparation: { spacing: [1.5, 1.25, 1.25] }
        model: { preset: resenc-tiny, patch_size: [16, 16, 16] }
        pretraining: { steps: 4, warmup_steps: 1, batch_size: 2, checkpoint_every: 1, masking: { strategy: uniform, mask_unit: [8, 8, 8] } }
        """;

    [Fact]
    public async Task AStudysVolumesGiveAnEncoderThatHasNotSeenItsTestPatients()
    {
        var source = await study.RunFolderAsync();
        await WriteAsync("encoder.yaml", Protocol);
        string[] command = ["pretrain", "encoder.yaml", Path.Combine(source, "prepared"), "--run", "encoder"];
        var result = await MedMimProcess.RunAsync(study.Home, command);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(Path.Combine(study.Home, "encoder", "pretrain", "encoder.safetensors"), result.Output.Trim());
        Assert.True(File.Exists(result.Output.Trim()));
        using var manifest = JsonDocument.Parse(await ReadAsync("encoder/pretrain/pretrain.json"));
        using var split = JsonDocument.Parse(await ReadAsync(Path.Combine(source, "split.json")));
        Assert.Equal(Strings(split, "pretrain"), Strings(manifest, "cases"));
        Assert.Equal(TrainedStudy.Cases / 2, Strings(manifest, "cases").Count);
        Assert.Equal(0, (await MedMimProcess.RunAsync(study.Home, "audit", "verify", "encoder")).ExitCode);

        var again = await MedMimProcess.RunAsync(study.Home, command);
        Assert.Contains("pretrain: done before, unchanged", again.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStoreIsPreparedAndAllOfItIsUsedWhereNothingHoldsPatientsBack()
    {
        var source = await study.RunFolderAsync();
        await WriteAsync("encoder.yaml", Protocol);
        var prepared = await MedMimProcess.RunAsync(study.Home, "prepare", "encoder.yaml", Path.Combine(source, "store"), "whole/prepared");
        Assert.True(prepared.ExitCode == 0, prepared.Errors);
        var result = await MedMimProcess.RunAsync(study.Home, "pretrain", "encoder.yaml", "whole/prepared", "--run", "whole/run");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("test patients too", result.Errors, StringComparison.Ordinal);
        using var manifest = JsonDocument.Parse(await ReadAsync("whole/run/pretrain/pretrain.json"));
        Assert.Equal(TrainedStudy.Cases, Strings(manifest, "cases").Count);
    }

    [Theory]
    [InlineData("scans", null, "prepared.json")]
    [InlineData("prepared", "study.yaml", "no split")]
    [InlineData("prepared", "absent.json", "no split")]
    public async Task WhatIsNoInputIsNamedAndNoRunIsBegun(string folder, string? split, string words)
    {
        var source = await study.RunFolderAsync();
        await WriteAsync("encoder.yaml", Protocol);
        var input = folder == "prepared" ? Path.Combine(source, "prepared") : folder;
        string[] command = ["pretrain", "encoder.yaml", input, "--run", "refused", "--quiet", .. split is null ? Array.Empty<string>() : ["--split", split]];
        var result = await MedMimProcess.RunAsync(study.Home, command);

        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains(words, Assert.Single(result.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(study.Home, "refused")));
    }

    [Fact]
    public async Task APersonsFolderIsContinuedOrRefusedButNeverCleared()
    {
        var source = await study.RunFolderAsync();
        await WriteAsync("kept.yaml", Protocol);
        string[] Command(string protocol, string run) => ["pretrain", protocol, Path.Combine(source, "prepared"), "--run", run, "--quiet"];
        Assert.Equal(0, (await MedMimProcess.RunAsync(study.Home, Command("kept.yaml", "kept"))).ExitCode);
        var encoder = await File.ReadAllBytesAsync(Path.Combine(study.Home, "kept/pretrain/encoder.safetensors"), TestContext.Current.CancellationToken);

        // How often checkpoints are written changes nothing; the seed does.
        await WriteAsync("oftener.yaml", Protocol.Replace("checkpoint_every: 1", "checkpoint_every: 2", StringComparison.Ordinal));
        Assert.Equal(0, (await MedMimProcess.RunAsync(study.Home, Command("oftener.yaml", "kept"))).ExitCode);
        await WriteAsync("other.yaml", Protocol.Replace("seed: 7", "seed: 8", StringComparison.Ordinal));
        var other = await MedMimProcess.RunAsync(study.Home, Command("other.yaml", "kept"));
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("other options, data or seed", other.Errors, StringComparison.Ordinal);
        var whole = await MedMimProcess.RunAsync(study.Home, Command("kept.yaml", source));
        Assert.Equal(2, whole.ExitCode);
        Assert.Contains("whole study", whole.Errors, StringComparison.Ordinal);
        Assert.Equal(encoder, await File.ReadAllBytesAsync(Path.Combine(study.Home, "kept/pretrain/encoder.safetensors"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AProtocolWithoutPretrainingIsRefused()
    {
        var source = await study.RunFolderAsync();
        var result = await MedMimProcess.RunAsync(study.Home, "pretrain", "study.yaml", Path.Combine(source, "prepared"), "--run", "refused", "--quiet");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("no section pretraining", Assert.Single(result.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private static List<string> Strings(JsonDocument document, string name) =>
        [.. document.RootElement.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(Path.Combine(study.Home, name), TestContext.Current.CancellationToken);

    private Task WriteAsync(string name, string text) =>
        File.WriteAllTextAsync(Path.Combine(study.Home, name), text, TestContext.Current.CancellationToken);
}
