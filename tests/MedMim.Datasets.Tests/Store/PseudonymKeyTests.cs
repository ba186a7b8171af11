using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;

namespace MedMim.Datasets.Tests.Store;

public class PseudonymKeyTests
{
    [Fact]
    public void PseudonymsAreTruncatedHmacs()
    {
        // Python: hmac.new(bytes(range(32)), b"patient:STS_008", "sha256").hexdigest()[:16]
        var key = new PseudonymKey([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
        Assert.Equal("ee2a83ead1775e39", key.Pseudonym("patient", "STS_008"));
        Assert.NotEqual(key.Pseudonym("patient", "STS_008"), key.Pseudonym("study", "STS_008"));
    }

    [Fact]
    public void TheFirstUseMakesAPrivateKeyAndTheNextOnesReadIt()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("deep/medmim/pseudonym.key");
        var pseudonym = PseudonymKey.LoadOrCreate(path).Pseudonym("patient", "x");
        Assert.Equal(pseudonym, PseudonymKey.LoadOrCreate(path).Pseudonym("patient", "x"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(32, new FileInfo(path).Length);
    }

    [Fact]
    public void AKeyThatOthersMayReadIsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("key");
        PseudonymKey.LoadOrCreate(path);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", Assert.Throws<InputException>(() => PseudonymKey.LoadOrCreate(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileOfAnotherLengthIsNoKey()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("key", [1, 2, 3]);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Contains("3 bytes", Assert.Throws<InputException>(() => PseudonymKey.LoadOrCreate(path)).Message, StringComparison.Ordinal);
    }
}
