using System.Text;
using MedMim.Datasets.Deidentification;
using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Deidentification;
using MedMim.Imaging.Scans;

namespace MedMim.Datasets.Tests.Deidentification;

/// <summary>Copies of whole archives: names, resuming, changes, refusals. The files themselves are protected by a fake.</summary>
public sealed class ArchiveDeidentifierTests : IDisposable
{
    private const string Canary = "QZCANARYXW";
    private static readonly PseudonymKey Key = new([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);
    private readonly TemporaryFolder _folder = new();

    private string Input => Path.Combine(_folder.Root, "in");

    private string Output => Path.Combine(_folder.Root, "out");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_and_folders_are_named_by_pseudonyms()
    {
        Add($"{Canary}/{Canary}1.dcm", "patient a");
        Add("x/2.dcm", "patient a");
        Add("x/3.dcm", "patient b");
        Add($"{Canary}.txt", "not dicom");

        var counts = await RunAsync();

        Assert.Equal((4, 3, 1), (counts.Seen, counts.Written, counts.Other));
        Assert.Equal(2, Directory.GetDirectories(Output).Length);
        foreach (var file in Directory.GetFiles(Output, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(Canary, file + Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.OrdinalIgnoreCase);
        }

        Assert.All(TableFile.Read<OutcomeRow>(OutputFiles.Outcomes(Output)), r => Assert.DoesNotContain(Canary, r.Target + r.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_again_it_writes_nothing_and_the_bytes_stay()
    {
        Add("1.dcm", "patient a");
        Add("2.dcm", "refuse");
        await RunAsync();
        var before = ContentDigest.OfFolder(Output);
        using var fake = new FakeDeidentifier();

        var counts = await RunAsync(fake);

        Assert.Equal(0, fake.Calls);
        Assert.Equal((1, 1), (counts.Written, counts.Unchanged));
        Assert.Equal(before, ContentDigest.OfFolder(Output));
    }

    [Fact]
    public async Task Stopped_it_goes_on()
    {
        for (var i = 0; i < 20; i++)
        {
            Add($"{i}.dcm", "patient a");
        }

        using var stopping = new FakeDeidentifier { StopAfter = 7 };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(stopping));
        using var second = new FakeDeidentifier();
        var counts = await RunAsync(second);

        Assert.Equal(20, counts.Written);
        Assert.Equal(13, second.Calls);
        Assert.Empty(Directory.GetFileSystemEntries(Output, ".work"));
        Assert.False(File.Exists(OutputFiles.Journal(Output)));
    }

    [Fact]
    public async Task What_changed_is_done_again_and_what_has_gone_goes()
    {
        Add("1.dcm", "patient a");
        Add("2.dcm", "patient b");
        Add("3.dcm", "patient c");
        await RunAsync();
        Add("1.dcm", "patient a, changed");
        File.Delete(Path.Combine(Input, "2.dcm"));
        using var fake = new FakeDeidentifier();

        var counts = await RunAsync(fake);

        Assert.Equal((1, 2), (fake.Calls, counts.Written));
        Assert.Equal(2, Directory.GetFiles(Output, "*.dcm", SearchOption.AllDirectories).Length);
        Assert.Equal(2, Directory.GetDirectories(Output).Length); // No empty folder stays.
    }

    [Fact]
    public async Task Another_policy_does_everything_again()
    {
        Add("1.dcm", "patient a");
        await RunAsync();
        using var fake = new FakeDeidentifier();

        await RunAsync(fake, new DeidentificationPolicy { RetainUids = true });

        Assert.Equal(1, fake.Calls);
    }

    [Fact]
    public async Task Another_policy_stopped_at_its_first_file_leaves_none_of_the_old_as_done()
    {
        Add("1.dcm", "patient a");
        Add("2.dcm", "patient b");
        await RunAsync();
        var other = new DeidentificationPolicy { RetainUids = true };

        // Killed when the new policy's manifest is there and the journal not yet: what is left are the old tables.
        var manifest = OutputManifest.Read(Output)!;
        (manifest with { Settings = OutputManifest.SettingsOf(other), Policy = other, Counts = null }).Write(Output);
        using var fake = new FakeDeidentifier();

        await RunAsync(fake, other);

        Assert.Equal(2, fake.Calls);
    }

    [Fact]
    public async Task A_file_written_just_before_the_kill_goes_when_its_source_has_gone()
    {
        Add("1.dcm", "patient a");
        Add("2.dcm", "patient b");
        using var stopping = new FakeDeidentifier { StopAfter = 1 };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(stopping));
        var written = Assert.Single(Directory.GetFiles(Output, "*.dcm", SearchOption.AllDirectories));

        // Killed between the file's rename and the line that says that it is done.
        var lines = await File.ReadAllLinesAsync(OutputFiles.Journal(Output));
        await File.WriteAllLinesAsync(OutputFiles.Journal(Output), lines[..^1]);
        File.Delete(Path.Combine(Input, "1.dcm"));
        File.Delete(Path.Combine(Input, "2.dcm"));
        Add("3.dcm", "patient c");

        await RunAsync();

        Assert.False(File.Exists(written));
    }

    [Fact]
    public async Task Refusals_are_listed_by_pseudonyms()
    {
        Add($"{Canary}.dcm", "refuse");
        Add("1.dcm", "patient a");

        var counts = await RunAsync();

        var row = Assert.Single(TableFile.Read<RefusalRow>(OutputFiles.Refusals(Output)));
        Assert.Equal((RefusalCodes.BurnedInText, Key.Pseudonym("path", $"{Canary}.dcm")), (row.Code, row.Id));
        Assert.Equal(1, counts.Refused[RefusalCodes.BurnedInText]);
    }

    [Fact]
    public async Task Another_key_another_folder_and_a_folder_in_use_are_bad_input()
    {
        Add("1.dcm", "patient a");
        await RunAsync();

        await Assert.ThrowsAsync<InputException>(() => RunAsync(key: new PseudonymKey(new byte[32])));
        await Assert.ThrowsAsync<InputException>(() => RunAsync(output: Input));
        await Assert.ThrowsAsync<InputException>(() => RunAsync(output: Path.Combine(Input, "out")));
        await Assert.ThrowsAsync<InputException>(() => RunAsync(output: _folder.Root));
        var other = Directory.CreateDirectory(Path.Combine(_folder.Root, "other")).FullName;
        await File.WriteAllTextAsync(Path.Combine(other, "thesis.txt"), "mine");
        await Assert.ThrowsAsync<InputException>(() => RunAsync(output: other));
        Assert.Single(Directory.GetFileSystemEntries(other));
    }

    [Fact]
    public void A_derived_secret_is_stable_and_tells_nothing_of_others()
    {
        Assert.Equal(Key.Derive("a"), Key.Derive("a"));
        Assert.NotEqual(Key.Derive("a"), Key.Derive("b"));
        Assert.Equal(32, Key.Derive("a").Length);
    }

    private void Add(string relative, string content)
    {
        var path = Path.Combine(Input, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private Task<OutcomeCounts> RunAsync(
        FakeDeidentifier? fake = null, DeidentificationPolicy? policy = null, PseudonymKey? key = null, string? output = null)
    {
        var options = new DeidentificationOptions { ArchivePath = Input, OutputPath = output ?? Output, Policy = policy ?? new() };
        return new ArchiveDeidentifier(fake ?? new FakeDeidentifier(), key ?? Key, SilentProgress.Instance).RunAsync(options);
    }
}
