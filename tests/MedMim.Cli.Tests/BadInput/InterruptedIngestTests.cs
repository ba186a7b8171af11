using MedMim.Cli.Tests.Pipeline;

namespace MedMim.Cli.Tests.BadInput;

/// <summary>An ingest stopped on the way, gently or not, and the same command again.</summary>
public sealed class InterruptedIngestTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("medmim-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Theory]
    [InlineData("-TERM", 130)]
    [InlineData("-INT", 130)]
    [InlineData("-KILL", 137)]
    public async Task TheSameCommandContinuesToTheSameStore(string signal, int exitCode)
    {
        for (var i = 0; i < 30; i++)
        {
            MadeScans.Write(Path.Combine(home, $"archive/case{i}.nii"), 72, i);
        }

        string[] ingest = ["ingest", "archive", "--store", "runs"];
        var stopped = await MedMimProcess.RunUntilAsync(home, "runs", ".pending.json", signal, () => Task.CompletedTask, ingest);
        Assert.Equal(exitCode, stopped.ExitCode);
        if (exitCode == 130)
        {
            Assert.Contains("interrupted: what was done is kept", stopped.Errors, StringComparison.Ordinal);
            FolderState.HasNothingHalfWritten(Path.Combine(home, "runs"));
        }

        Assert.Equal(0, (await MedMimProcess.RunAsync(home, ingest)).ExitCode);
        Assert.Equal(0, (await MedMimProcess.RunAsync(home, "ingest", "archive", "--store", "whole")).ExitCode);
        FolderState.HasNothingHalfWritten(Path.Combine(home, "runs"));
        Assert.Equal(FolderState.Of(Path.Combine(home, "whole")), FolderState.Of(Path.Combine(home, "runs")));
    }
}
