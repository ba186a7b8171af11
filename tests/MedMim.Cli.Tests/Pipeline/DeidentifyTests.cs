using MedMim.Cli.Tests.BadInput;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>The verb <c>deidentify</c>, as a person runs it.</summary>
public sealed class DeidentifyTests : IDisposable
{
    private const string Canary = "QZCANARYXWVUTSRQ";
    private readonly string home = Directory.CreateTempSubdirectory("medmim-").FullName;

    public DeidentifyTests() => File.WriteAllText(
        Path.Combine(home, "policy.yaml"), "medmim_policy: 1\ndates: modified\nclean_descriptors: true\nburned_in_text: accept_derived_slices\n");

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task No_name_of_a_file_or_in_a_file_reaches_the_output()
    {
        MadeDicom.Write(Path.Combine(home, "in", Canary, $"{Canary}.dcm"), Canary);
        MadeDicom.Write(Path.Combine(home, "in", "b", "second.dcm"), Canary, instance: "1.2.3.4.6");
        await File.WriteAllTextAsync(Path.Combine(home, "in", $"{Canary}.txt"), Canary, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(home, "in", $"{Canary}-broken.dcm"), Canary, TestContext.Current.CancellationToken);

        var result = await DeidentifyAsync("out");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.StartsWith("4 files: 2 de-identified (0 unchanged), 1 refused, 1 not DICOM", result.Output, StringComparison.Ordinal);
        var written = Directory.GetFiles(Path.Combine(home, "out"), "*.dcm", SearchOption.AllDirectories);
        Assert.Equal(2, written.Length);
        Assert.Single(written.Select(Path.GetDirectoryName).Distinct()); // One series.
        Canaries.AreNotIn(Path.Combine(home, "out"), Canary, "Jane", "QX4711QX", "20200229", "1.2.3.4");
    }

    [Fact]
    public async Task Two_runs_give_the_same_bytes_and_a_third_does_nothing()
    {
        MadeDicom.Write(Path.Combine(home, "in", "a.dcm"), Canary);
        MadeDicom.Write(Path.Combine(home, "in", "b.dcm"), Canary, instance: "1.2.3.4.6");

        Assert.Equal(0, (await DeidentifyAsync("out")).ExitCode);
        Assert.Equal(0, (await DeidentifyAsync("out2")).ExitCode);
        var again = await DeidentifyAsync("out");

        Assert.Equal(FolderDigest("out"), FolderDigest("out2"));
        Assert.Contains("(2 unchanged)", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_policy_is_bad_input_with_its_place()
    {
        MadeDicom.Write(Path.Combine(home, "in", "a.dcm"), Canary);
        await File.WriteAllTextAsync(
            Path.Combine(home, "policy.yaml"), "medmim_policy: 1\nretain_uid: true\n", TestContext.Current.CancellationToken);

        var result = await DeidentifyAsync("out");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("policy.yaml:2:1: unknown key 'retain_uid'; nearest valid name 'retain_uids'", result.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(home, "out")));
    }

    [Fact]
    public async Task An_output_within_the_archive_is_bad_input()
    {
        MadeDicom.Write(Path.Combine(home, "in", "a.dcm"), Canary);

        Assert.Equal(2, (await DeidentifyAsync(Path.Combine("in", "out"))).ExitCode);
    }

    private Task<MedMimProcess.Result> DeidentifyAsync(string output) =>
        MedMimProcess.RunAsync(home, "deidentify", "in", output, "--policy", "policy.yaml");

    private string FolderDigest(string output) => MedMim.Foundation.Files.ContentDigest.OfFolder(Path.Combine(home, output));
}
