using System.Diagnostics;
using MedMim.Audit.Failures;
using MedMim.Audit.Keys;

namespace MedMim.Audit.Tests.Keys;

public sealed class AuditKeyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("medmim-key-").FullName;

    private string KeyPath => Path.Combine(folder, "deep", "audit.key");

    [Fact]
    public void The_first_use_makes_a_key_for_its_owner_alone_and_the_next_reads_it()
    {
        using var made = AuditKey.LoadOrCreate(KeyPath);
        using var read = AuditKey.LoadOrCreate(KeyPath);

        Assert.Equal(made.PublicKey.Fingerprint, read.PublicKey.Fingerprint);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(KeyPath)!));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_key_that_others_may_touch_is_refused_with_the_remedy(UnixFileMode mode)
    {
        AuditKey.LoadOrCreate(KeyPath).Dispose();
        File.SetUnixFileMode(KeyPath, File.GetUnixFileMode(KeyPath) | mode);

        var refused = Assert.Throws<AuditException>(() => AuditKey.LoadOrCreate(KeyPath));

        Assert.Contains("chmod 600", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key at all")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void What_is_no_key_is_refused_and_left_alone(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyPath)!);
        File.WriteAllText(KeyPath, text);
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.Throws<AuditException>(() => AuditKey.LoadOrCreate(KeyPath));

        Assert.Equal(text, File.ReadAllText(KeyPath));
    }

    [Fact]
    public void A_key_of_another_curve_is_refused()
    {
        using var other = System.Security.Cryptography.ECDsa.Create(
            System.Security.Cryptography.ECCurve.NamedCurves.nistP384);
        Directory.CreateDirectory(Path.GetDirectoryName(KeyPath)!);
        File.WriteAllText(KeyPath, other.ExportPkcs8PrivateKeyPem());
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.Throws<AuditException>(() => AuditKey.LoadOrCreate(KeyPath));
        Assert.Throws<FormatException>(() => AuditPublicKey.FromPem(other.ExportSubjectPublicKeyInfoPem()));
    }

    [Fact]
    public void Many_who_make_the_key_at_once_get_the_same_one()
    {
        var fingerprints = new string[8];
        Parallel.For(0, fingerprints.Length, i =>
        {
            using var key = AuditKey.LoadOrCreate(KeyPath);
            fingerprints[i] = key.PublicKey.Fingerprint;
        });

        Assert.Single(fingerprints.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void A_signature_verifies_with_its_key_and_data_only()
    {
        using var key = AuditKey.LoadOrCreate(KeyPath);
        using var other = AuditKey.LoadOrCreate(KeyPath + "2");
        var signature = key.Sign("data"u8);

        Assert.True(key.PublicKey.Verify("data"u8, signature));
        Assert.False(key.PublicKey.Verify("Data"u8, signature));
        Assert.False(other.PublicKey.Verify("data"u8, signature));
        Assert.Equal(key.PublicKey.Fingerprint, AuditPublicKey.FromPem(key.PublicKey.ToPem()).Fingerprint);
    }

    [Fact]
    public void OpenSsl_accepts_the_signature()
    {
        if (!File.Exists("/usr/bin/openssl"))
        {
            Assert.Skip("openssl is not installed");
        }

        using var key = AuditKey.LoadOrCreate(KeyPath);
        File.WriteAllText(Path.Combine(folder, "data"), "data");
        File.WriteAllBytes(Path.Combine(folder, "sig"), key.Sign("data"u8));
        File.WriteAllText(Path.Combine(folder, "key.pub"), key.PublicKey.ToPem());
        using var openssl = Process.Start(new ProcessStartInfo("/usr/bin/openssl")
        {
            ArgumentList = { "dgst", "-sha256", "-verify", "key.pub", "-signature", "sig", "data" },
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        openssl.WaitForExit();

        Assert.Equal(0, openssl.ExitCode);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
