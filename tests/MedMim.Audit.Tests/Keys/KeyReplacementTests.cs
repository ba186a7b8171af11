using MedMim.Audit.Failures;
using MedMim.Audit.Keys;

namespace MedMim.Audit.Tests.Keys;

public sealed class KeyReplacementTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("medmim-key-").FullName;

    private string KeyPath => Path.Combine(folder, "audit.key");

    [Fact]
    public void The_new_key_takes_the_files_place_and_the_old_one_is_kept_for_its_owner_alone()
    {
        using var before = AuditKey.LoadOrCreate(KeyPath);
        using var replacement = KeyReplacement.Begin(KeyPath);
        using (var again = KeyReplacement.Begin(KeyPath))
        {
            Assert.Equal(replacement.New.PublicKey.Fingerprint, again.New.PublicKey.Fingerprint);
        }

        var kept = replacement.Finish();

        using var now = AuditKey.Load(KeyPath);
        using var old = AuditKey.Load(kept);
        Assert.Equal(replacement.New.PublicKey.Fingerprint, now.PublicKey.Fingerprint);
        Assert.Equal(before.PublicKey.Fingerprint, old.PublicKey.Fingerprint);
        Assert.Equal(2, Directory.GetFiles(folder).Length);
        Assert.All(
            Directory.GetFiles(folder),
            f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(f)));
    }

    [Fact]
    public void There_must_be_a_key_to_replace() =>
        Assert.Contains("no such key", Assert.Throws<AuditException>(() => KeyReplacement.Begin(KeyPath)).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
