using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Deidentification;
using MedMim.Studies.Protocols.Reading;
using MedMim.Studies.Protocols.Validation;
using Newtonsoft.Json.Linq;

namespace MedMim.Studies.Deidentification;

/// <summary>
/// Reads de-identification policies: YAML, as protocols are, with a schema of their own
/// (<c>protocols/deidentification.schema.json</c>).
/// </summary>
public static class PolicyFile
{
    private const string Example = "protocols/deidentification.yaml";

    private static readonly DocumentFile Kind =
        new("policy", 64, Example, new DocumentSchema("deidentification.schema.json", Example, "medmim_policy: 1"));

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Reads and validates a file.</summary>
    /// <exception cref="InputException">
    /// It cannot be read, or does not hold; every error is listed as <c>file:line:column: problem. remedy</c>.
    /// </exception>
    public static DeidentificationPolicy Load(string path) => Parse(Kind.Read(path), path);

    /// <summary>Reads and validates text.</summary>
    /// <param name="text">The policy.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="InputException">It does not hold.</exception>
    public static DeidentificationPolicy Parse(string text, string name)
    {
        var json = Kind.Parse(text, name);
        DocumentErrors.ThrowIfAny(name, Check(json));
        return JsonSerializer.Deserialize<DeidentificationPolicy>(json.Root.ToString(Newtonsoft.Json.Formatting.None), Json)!;
    }

    private static IEnumerable<ProtocolError> Check(LocatedJson json)
    {
        if (json.Root["safe_private"] is JArray { Count: > 0 } && json.Root["retain_safe_private"]?.Value<bool>() != true)
        {
            yield return new(
                json.PositionAt("safe_private"),
                "safe_private: is given, but private attributes are not retained",
                "Set retain_safe_private: true, or leave the list out.");
        }
    }
}
