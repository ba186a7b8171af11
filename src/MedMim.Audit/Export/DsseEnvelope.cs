using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MedMim.Audit.Keys;

namespace MedMim.Audit.Export;

/// <summary>
/// A signed statement: in-toto's envelope (DSSE, Dead Simple Signing Envelope, version 1), which cosign, in-toto and slsa-verifier read.
/// </summary>
public static class DsseEnvelope
{
    /// <summary>The payload type of in-toto statements.</summary>
    public const string InToto = "application/vnd.in-toto+json";

    /// <summary>Signs a text.</summary>
    /// <param name="payload">The text, which the envelope carries byte for byte (UTF-8).</param>
    /// <param name="payloadType">Its media type; signed too.</param>
    /// <param name="key">The private key: ECDSA-SHA256, the signature in DER. Its fingerprint is the <c>keyid</c>.</param>
    /// <returns>The envelope, JSON.</returns>
    public static string Sign(string payload, string payloadType, AuditKey key)
    {
        ArgumentNullException.ThrowIfNull(payload);
        ArgumentNullException.ThrowIfNull(key);
        var body = Encoding.UTF8.GetBytes(payload);
        return ExportText.Json(new JsonObject
        {
            ["payloadType"] = payloadType,
            ["payload"] = Convert.ToBase64String(body),
            ["signatures"] = new JsonArray(new JsonObject
            {
                ["keyid"] = key.PublicKey.Fingerprint,
                ["sig"] = Convert.ToBase64String(key.Sign(PreAuthentication(payloadType, body))),
            }),
        });
    }

    /// <summary>What is signed: the version, and type and payload with their lengths in bytes, so that nothing can be moved between them.</summary>
    /// <param name="payloadType">The payload's media type.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>DSSE's PAE, as its specification writes it: <c>DSSEv1 LENGTH TYPE LENGTH PAYLOAD</c>.</returns>
    public static byte[] PreAuthentication(string payloadType, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(payloadType);
        var type = Encoding.UTF8.GetByteCount(payloadType);
        return
        [
            .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {type} {payloadType} {payload.Length} ")), .. payload,
        ];
    }
}
