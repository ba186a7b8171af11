using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MedMim.Audit.Export;

/// <summary>How exports write times, digests and JSON.</summary>
internal static class ExportText
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>RFC 3339, UTC, to the second.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The hexadecimal digits of a digest.</summary>
    public static string Hex(string digest) => digest["sha256:".Length..];

    /// <summary>Indented JSON with a line feed at its end.</summary>
    public static string Json(JsonNode node) => node.ToJsonString(Indented) + "\n";

    /// <summary>An object of words.</summary>
    public static JsonObject Words(IEnumerable<KeyValuePair<string, string>> words) =>
        new(words.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => KeyValuePair.Create(w.Key, (JsonNode?)w.Value)));
}
