using MedMim.Foundation.Files;

namespace MedMim.Foundation.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("medmim-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void ReplacesTheWholeContent()
    {
        var path = Path.Combine(folder, "new", "a.txt");
        AtomicFile.WriteText(path, "a longer first text");
        AtomicFile.WriteText(path, "second");
        Assert.Equal("second", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void AFailedWriteLeavesTheOldContentAndNothingElse()
    {
        var path = Path.Combine(folder, "a.txt");
        AtomicFile.WriteText(path, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, s =>
        {
            s.WriteByte(1);
            throw new InvalidOperationException("in the middle");
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public void PublishingATemporaryFileGivesItItsName()
    {
        var path = Path.Combine(folder, "scan.nii.gz");
        var temporary = AtomicFile.TemporaryPathFor(path);
        Assert.EndsWith(".nii.gz", temporary, StringComparison.Ordinal);
        File.WriteAllText(temporary, "x");
        AtomicFile.Publish(temporary, path);
        Assert.Equal([path], Directory.GetFiles(folder));
    }
}
