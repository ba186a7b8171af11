using MedMim.Foundation.Files;

namespace MedMim.Foundation.Tests.Files;

public sealed class ContentDigestTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("medmim-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void TextHasThePublishedDigest() =>
        // FIPS 180-4's example: SHA-256("abc").
        Assert.Equal("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ContentDigest.OfText("abc"));

    [Fact]
    public void AFoldersDigestSeesContentAndNamesButNotHalfWrittenFiles()
    {
        File.WriteAllText(Path.Combine(folder, "b"), "1");
        Directory.CreateDirectory(Path.Combine(folder, "c"));
        File.WriteAllText(Path.Combine(folder, "c", "a"), "2");
        var first = ContentDigest.OfFolder(folder);
        File.WriteAllText(Path.Combine(folder, ".partial-1"), "x");
        Assert.Equal(first, ContentDigest.OfFolder(folder));
        File.WriteAllText(Path.Combine(folder, "b"), "3");
        var changed = ContentDigest.OfFolder(folder);
        Assert.NotEqual(first, changed);
        File.WriteAllText(Path.Combine(folder, "b"), "1");
        File.Move(Path.Combine(folder, "b"), Path.Combine(folder, "d"));
        Assert.NotEqual(first, ContentDigest.OfFolder(folder));
    }
}
