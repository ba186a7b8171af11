using MedMim.Cli.Tests.Pipeline;

namespace MedMim.Cli.Tests.BadInput;

/// <summary>A device that is not there is told before anything else is done. No machine has a hundred GPUs.</summary>
public sealed class DeviceTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("medmim-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Theory]
    [InlineData("run study.yaml --data scans")]
    [InlineData("pretrain study.yaml prepared --run runs")]
    [InlineData("predict model scans predicted")]
    [InlineData("bench pretrain --folder runs")]
    public async Task AGpuThatIsNotThereIsNamedWithARemedyAndNothingIsMade(string command)
    {
        var result = await MedMimProcess.RunAsync(home, [.. command.Split(' '), "--device", "cuda:99", "--quiet"]);
        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        var line = Assert.Single(result.Errors.TrimEnd().Split('\n'));
        Assert.Contains("--device: is cuda:99, but", line, StringComparison.Ordinal);
        Assert.Matches(@"or choose --device cpu\.|Give a smaller number", line);
        Assert.Empty(Directory.EnumerateFileSystemEntries(home));
    }

    [Fact]
    public async Task WhatIsNoDeviceIsRefused()
    {
        var result = await MedMimProcess.RunAsync(home, "bench", "pretrain", "--device", "gpu", "--quiet");
        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains("--device: is 'gpu'. Give auto, cpu, cuda or cuda:N", result.Errors, StringComparison.Ordinal);
    }
}
