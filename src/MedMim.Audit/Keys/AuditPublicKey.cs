using System.Security.Cryptography;
using System.Text;
using MedMim.Audit.Failures;

namespace MedMim.Audit.Keys;

/// <summary>The public half of an ECDSA P-256 key: checks the signatures of a log's checkpoints.</summary>
public sealed class AuditPublicKey
{
    /// <summary>Anyone may read it.</summary>
    internal const UnixFileMode FileMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const string P256 = "1.2.840.10045.3.1.7";
    private readonly byte[] subjectPublicKeyInfo;
    private readonly ECDsa verifier;

    private AuditPublicKey(byte[] subjectPublicKeyInfo)
    {
        this.subjectPublicKeyInfo = subjectPublicKeyInfo;
        verifier = ECDsa.Create();
        verifier.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        var digest = SHA256.HashData(subjectPublicKeyInfo);
        Fingerprint = "sha256:" + Convert.ToHexStringLower(digest);
        KeyId = digest.AsMemory(0, 4);
    }

    /// <summary><c>sha256:</c> and the hexadecimal SHA-256 of the key's SubjectPublicKeyInfo (DER).</summary>
    public string Fingerprint { get; }

    /// <summary>The first four bytes of that hash: what a signature line carries (C2SP signed-note, ECDSA).</summary>
    internal ReadOnlyMemory<byte> KeyId { get; }

    /// <summary>Reads a PEM file (<c>BEGIN PUBLIC KEY</c>).</summary>
    /// <exception cref="AuditException">The file is missing or is not a P-256 public key.</exception>
    public static AuditPublicKey Load(string path)
    {
        try
        {
            return FromPem(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new AuditException(
                path, "is not a readable P-256 public key in PEM form", "Name the key.pub of the log's owner.", e);
        }
    }

    /// <summary>Reads PEM text.</summary>
    /// <exception cref="FormatException">The text is not one P-256 public key.</exception>
    public static AuditPublicKey FromPem(string pem)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return Of(key);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException or PlatformNotSupportedException)
        {
            throw new FormatException("not a public key in PEM form", e);
        }
    }

    /// <summary>Reads the very bytes that <see cref="ToPem"/> gives; null for any other, of the same key too.</summary>
    internal static AuditPublicKey? FromCanonicalPem(ReadOnlySpan<byte> pem)
    {
        try
        {
            var key = FromPem(Encoding.UTF8.GetString(pem));
            return Encoding.UTF8.GetBytes(key.ToPem()).AsSpan().SequenceEqual(pem) ? key : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The PEM text, ending with a line feed.</summary>
    public string ToPem() => PemEncoding.WriteString("PUBLIC KEY", subjectPublicKeyInfo) + "\n";

    /// <summary>Whether <paramref name="signature"/> (DER) is this key's ECDSA-SHA256 signature of the data.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        verifier.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    internal static AuditPublicKey Of(ECDsa key)
    {
        if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value != P256)
        {
            throw new FormatException("not a P-256 key");
        }

        return new AuditPublicKey(key.ExportSubjectPublicKeyInfo());
    }
}
