using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MedMim.Audit.Failures;

namespace MedMim.Audit.Proofs;

/// <summary>Proofs as JSON.</summary>
internal static class ProofCodec
{
    private const string Inclusion = "medmim-inclusion-proof";
    private const string Consistency = "medmim-consistency-proof";
    private const long MaxBytes = 16 << 20;

    public static string Encode(AuditProof proof)
    {
        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            json.WriteString("type", proof.Record is null ? Consistency : Inclusion);
            json.WriteNumber("format", AuditProof.CurrentFormat);
            if (proof.Record is null)
            {
                json.WriteString("old_checkpoint", proof.OldCheckpoint);
            }
            else
            {
                json.WriteString("record", proof.Record);
                json.WriteNumber("index", proof.Index);
            }

            Write(json, proof.Hashes);
            json.WriteString("checkpoint", proof.Checkpoint);
            json.WriteString("key", proof.Key);
            json.WriteStartArray("rotations");
            foreach (var link in proof.Rotations)
            {
                json.WriteStartObject();
                json.WriteString("record", link.Record);
                Write(json, link.Hashes);
                json.WriteString("checkpoint", link.Checkpoint);
                json.WriteString("key", link.Key);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    /// <exception cref="AuditException">The file is missing, too large, or not a proof of a form that this program knows.</exception>
    public static AuditProof Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
            {
                throw new AuditException(path, $"is larger than {MaxBytes >> 20} MiB", "Name a file that medmim audit prove wrote.");
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = 4 });
            return Decode(document.RootElement);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException
            or KeyNotFoundException or FormatException)
        {
            var problem = e is FormatException { Message: var m } && m.StartsWith("was", StringComparison.Ordinal) ? m : "is not a proof";
            throw new AuditException(path, problem, "Name a file that medmim audit prove wrote, and read it with the same version.", e);
        }
    }

    private static AuditProof Decode(JsonElement root)
    {
        var type = Text(root, "type");
        if (root.GetProperty("format").GetInt32() is var format && format != AuditProof.CurrentFormat)
        {
            throw new FormatException($"was written by another version (format {format})");
        }

        var proof = new AuditProof
        {
            Checkpoint = Text(root, "checkpoint"),
            Hashes = Hashes(root),
            Key = Text(root, "key"),
            Rotations =
            [
                .. root.GetProperty("rotations").EnumerateArray()
                    .Select(r => new KeyLink(Text(r, "record"), Hashes(r), Text(r, "checkpoint"), Text(r, "key"))),
            ],
        };
        return type switch
        {
            Inclusion => proof with { Record = Text(root, "record"), Index = root.GetProperty("index").GetInt64() },
            Consistency => proof with { OldCheckpoint = Text(root, "old_checkpoint") },
            _ => throw new FormatException("is not a proof"),
        };
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<byte[]> hashes)
    {
        json.WriteStartArray("hashes");
        foreach (var hash in hashes)
        {
            json.WriteBase64StringValue(hash);
        }

        json.WriteEndArray();
    }

    private static List<byte[]> Hashes(JsonElement owner) =>
        [.. owner.GetProperty("hashes").EnumerateArray().Select(h => h.GetBytesFromBase64())];

    private static string Text(JsonElement owner, string name) =>
        owner.GetProperty(name).GetString() ?? throw new FormatException("is not a proof");
}
