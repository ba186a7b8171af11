using MedMim.Cli.Tests.BadInput;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>Identifiers in names and headers of an archive: none reaches the store, nor what <c>ingest</c> says into a file.</summary>
public sealed class IngestCanaryTests : IDisposable
{
    private const string Canary = "QZCANARYXW";
    private readonly string home = Directory.CreateTempSubdirectory("medmim-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task No_name_reaches_the_store_or_the_log()
    {
        for (var z = 0; z < 4; z++)
        {
            MadeDicom.Write(Path.Combine(home, "in", Canary, $"{Canary}{z}.dcm"), Canary, $"1.2.3.4.5.{z}", z);
        }

        MadeDicom.Write(Path.Combine(home, "in", "other", $"{Canary}.dcm"), Canary + "2", "1.2.3.4.9", series: "1.2.3.4.8"); // No place: refused.
        await File.WriteAllTextAsync(Path.Combine(home, "in", $"{Canary}.nii"), Canary, TestContext.Current.CancellationToken);

        var result = await MedMimProcess.RunAsync(home, "ingest", "in", "--store", "store");

        Assert.True(result.ExitCode == 0, result.Errors);
        Canaries.AreNotIn(Path.Combine(home, "store"), Canary, "Jane", "QX4711QX", "20200229", "1.2.3.4");
        foreach (var text in new[] { result.Output, result.Errors })
        {
            Assert.DoesNotContain(Canary, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("1.2.3.4", text, StringComparison.Ordinal);
        }
    }
}
