using MedMim.Audit.Records;
using MedMim.Audit.Verification;

namespace MedMim.Audit.Tests.Verification;

public class ArtifactCheckTests
{
    [Fact]
    public void Changed_missing_and_unaccounted_files_are_told_apart()
    {
        using var run = new SampleRun().WithSteps(3);
        run.WriteArtifact("out/0.txt", "other");
        File.Delete(Path.Combine(run.Folder, "out/1.txt"));
        run.WriteArtifact("notes.txt", "hello");

        var verdict = AuditVerifier.Verify(run.Folder);

        Assert.False(verdict.Ok);
        Assert.Null(verdict.FirstBad);
        Assert.Equal(new ArtifactFinding("out/0.txt", 1), Assert.Single(verdict.Artifacts.Changed));
        Assert.Equal(new ArtifactFinding("out/1.txt", 2), Assert.Single(verdict.Artifacts.Missing));
        Assert.Equal(new ArtifactFinding("notes.txt", null), Assert.Single(verdict.Artifacts.Unaccounted));
        Assert.Equal(1, verdict.Artifacts.Unchanged);
        Assert.Contains("record 1", verdict.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_no_record_speaks_of_does_not_make_a_run_bad()
    {
        using var run = new SampleRun().WithSteps(1);
        run.WriteArtifact("audit/notes.txt", "hello");

        var verdict = AuditVerifier.Verify(run.Folder);

        Assert.True(verdict.Ok);
        Assert.Equal("audit/notes.txt", Assert.Single(verdict.Artifacts.Unaccounted).Path);
    }

    [Fact]
    public void The_latest_record_of_a_file_counts()
    {
        using var run = new SampleRun();
        using (var log = run.Open())
        {
            Record(log, "report.html", run.WriteArtifact("report.html", "first"));
            Record(log, "report.html", run.WriteArtifact("report.html", "second"));
            Record(log, "old.ckpt", run.WriteArtifact("old.ckpt", "state"));
            Record(log, "old.ckpt", AuditDigest.Deleted);
        }

        File.Delete(Path.Combine(run.Folder, "old.ckpt"));

        Assert.True(AuditVerifier.Verify(run.Folder).Ok);
    }

    [Fact]
    public void A_folder_is_accounted_for_as_a_whole()
    {
        using var run = new SampleRun();
        run.WriteArtifact("store/a", "1");
        run.WriteArtifact("store/deep/b", "2");
        using (var log = run.Open())
        {
            Record(log, "store/", AuditDigest.OfFolder(Path.Combine(run.Folder, "store")));
        }

        Assert.True(AuditVerifier.Verify(run.Folder).Ok);
        Assert.Empty(AuditVerifier.Verify(run.Folder).Artifacts.Unaccounted);

        run.WriteArtifact("store/c", "3");
        Assert.Equal("store/", Assert.Single(AuditVerifier.Verify(run.Folder).Artifacts.Changed).Path);
    }

    [Fact]
    public void A_link_in_place_of_a_file_is_a_change_even_to_the_same_content()
    {
        using var run = new SampleRun().WithSteps(1);
        var path = Path.Combine(run.Folder, "out/0.txt");
        File.Move(path, Path.Combine(run.Folder, "moved.txt"));
        File.CreateSymbolicLink(path, Path.Combine(run.Folder, "moved.txt"));

        Assert.Equal("out/0.txt", Assert.Single(AuditVerifier.Verify(run.Folder).Artifacts.Changed).Path);
    }

    [Fact]
    public void A_link_within_a_recorded_folder_is_a_change_and_is_not_followed()
    {
        using var run = new SampleRun();
        run.WriteArtifact("store/deep/b", "2");
        using (var log = run.Open())
        {
            Record(log, "store/", AuditDigest.OfFolder(Path.Combine(run.Folder, "store")));
        }

        var deep = Path.Combine(run.Folder, "store", "deep");
        Directory.Move(deep, Path.Combine(run.Folder, "..", "deep"));
        Directory.CreateSymbolicLink(deep, Path.Combine(run.Folder, "..", "deep"));

        Assert.Equal("store/", Assert.Single(AuditVerifier.Verify(run.Folder).Artifacts.Changed).Path);
        Directory.Delete(deep);
        Directory.CreateSymbolicLink(deep, "..");
        Assert.Equal("store/", Assert.Single(AuditVerifier.Verify(run.Folder).Artifacts.Changed).Path);
    }

    private static void Record(MedMim.Audit.Log.AuditLog log, string path, string digest) => log.Append(new AuditEntry
    {
        Step = "s",
        Outputs = new Dictionary<string, string>(StringComparer.Ordinal) { [path] = digest },
    });
}
