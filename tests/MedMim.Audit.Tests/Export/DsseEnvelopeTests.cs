using System.Diagnostics;
using System.Text;
using System.Text.Json;
using MedMim.Audit.Export;

namespace MedMim.Audit.Tests.Export;

public sealed class DsseEnvelopeTests : IDisposable
{
    private readonly SampleRun run = new SampleRun().WithSteps(2);

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData("http://example.com/HelloWorld", "hello world", "DSSEv1 29 http://example.com/HelloWorld 11 hello world")]
    [InlineData("", "", "DSSEv1 0  0 ")]
    [InlineData("é", "ö 1", "DSSEv1 2 é 4 ö 1")]
    public void What_is_signed_is_what_the_specification_says(string type, string payload, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(DsseEnvelope.PreAuthentication(type, Encoding.UTF8.GetBytes(payload))));

    [Fact]
    public void The_envelope_carries_the_statement_and_the_owners_signature_of_it()
    {
        var statement = SlsaProvenance.Of(run.Folder, run.Key.PublicKey);
        var envelope = JsonDocument.Parse(DsseEnvelope.Sign(statement, DsseEnvelope.InToto, run.Key)).RootElement;
        var payload = envelope.GetProperty("payload").GetBytesFromBase64();
        var signature = Assert.Single(envelope.GetProperty("signatures").EnumerateArray());
        var sig = signature.GetProperty("sig").GetBytesFromBase64();

        Assert.Equal(("application/vnd.in-toto+json", statement), (envelope.GetProperty("payloadType").GetString(), Encoding.UTF8.GetString(payload)));
        Assert.Equal(run.Key.PublicKey.Fingerprint, signature.GetProperty("keyid").GetString());
        Assert.True(run.Key.PublicKey.Verify(DsseEnvelope.PreAuthentication(DsseEnvelope.InToto, payload), sig));
        Assert.False(run.Key.PublicKey.Verify(DsseEnvelope.PreAuthentication("text/plain", payload), sig));
        payload[^2] ^= 1;
        Assert.False(run.Key.PublicKey.Verify(DsseEnvelope.PreAuthentication(DsseEnvelope.InToto, payload), sig));
    }

    [Fact]
    public void OpenSsl_agrees_with_the_signature()
    {
        const string openssl = "/usr/bin/openssl";
        Assert.SkipUnless(File.Exists(openssl), "openssl is not here.");
        var envelope = JsonDocument.Parse(DsseEnvelope.Sign("hello world", "http://example.com/HelloWorld", run.Key)).RootElement;
        string Write(string name, byte[] bytes)
        {
            var path = Path.Combine(run.Folder, name);
            File.WriteAllBytes(path, bytes);
            return path;
        }

        var (key, signature, signed) = (
            Write("pub.pem", Encoding.UTF8.GetBytes(run.Key.PublicKey.ToPem())),
            Write("sig", envelope.GetProperty("signatures")[0].GetProperty("sig").GetBytesFromBase64()),
            Write("signed", "DSSEv1 29 http://example.com/HelloWorld 11 hello world"u8.ToArray()));
        var start = new ProcessStartInfo(openssl, ["dgst", "-sha256", "-verify", key, "-signature", signature, signed]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        Assert.Contains("Verified OK", process.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
    }
}
