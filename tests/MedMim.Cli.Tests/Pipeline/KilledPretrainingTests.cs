namespace MedMim.Cli.Tests.Pipeline;

/// <summary>A pretraining killed several times on its way, with other numbers of readers, and one that nobody disturbed.</summary>
public sealed class KilledPretrainingTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("medmim-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task EndsWithTheSameWeights()
    {
        var whole = await MedMimProcess.RunAsync(home, Bench("whole", readers: 0));
        Assert.True(whole.ExitCode == 0, whole.Errors);
        foreach (var (signal, step, exitCode, readers) in new[] { ("-KILL", 4, 137, 1), ("-TERM", 8, 130, 2), ("-KILL", 12, 137, 4) })
        {
            var stopped = await MedMimProcess.RunUntilAsync(
                home, "parts", FormattableString.Invariant($"step-{step:D8}.json"), signal, () => Task.CompletedTask, Bench("parts", readers));
            Assert.Equal(exitCode, stopped.ExitCode);
        }

        var parts = await MedMimProcess.RunAsync(home, Bench("parts", readers: 2));
        Assert.True(parts.ExitCode == 0, parts.Errors);
        foreach (var name in new[] { "encoder.safetensors", "log.jsonl", "pretrain.json" })
        {
            Assert.Equal(
                await File.ReadAllBytesAsync(Path.Combine(home, "whole", name), TestContext.Current.CancellationToken),
                await File.ReadAllBytesAsync(Path.Combine(home, "parts", name), TestContext.Current.CancellationToken));
        }

        Assert.Contains("samples/s", parts.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--patch", "30,32,32")]
    [InlineData("--patch", "32,32")]
    [InlineData("--encoder", "resnet")]
    [InlineData("--precision", "fp8")]
    [InlineData("--steps", "0")]
    public async Task AMeasurementThatCannotBeIsRefused(string option, string value)
    {
        var result = await MedMimProcess.RunAsync(home, "bench", "pretrain", option, value);
        Assert.Equal(2, result.ExitCode);
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
    }

    private static string[] Bench(string folder, int readers) =>
    [
        "bench", "pretrain", "--patch", "16,16,16", "--steps", "24", "--warmup", "0", "--checkpoint-every", "2", "--folder", folder,
        "--readers", readers.ToString(System.Globalization.CultureInfo.InvariantCulture),
    ];
}
