using System.Text;
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
    private const int MaxBytes = 1 << 16;
    private const string Version = "medmim_policy";
    private static readonly DocumentSchema Schema =
        new("deidentification.schema.json", "protocols/deidentification.yaml", Version + ": 1");

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Reads and validates a file.</summary>
    /// <exception cref="InputException">
    /// It cannot be read, or does not hold; every error is listed as <c>file:line:column: problem. remedy</c>.
    /// </exception>
    public static DeidentificationPolicy Load(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
            {
                throw new InputException(path, "is larger than 64 KiB", "This is not a policy.");
            }

            return Parse(File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, "cannot be read", "Name a policy file, such as protocols/deidentification.yaml.", e);
        }
        catch (DecoderFallbackException e)
        {
            throw new InputException(path, "is not UTF-8 text", "Save it as UTF-8.", e);
        }
    }

    /// <summary>Reads and validates text.</summary>
    /// <param name="text">The policy.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="InputException">It does not hold.</exception>
    public static DeidentificationPolicy Parse(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        LocatedJson json;
        try
        {
            json = YamlReader.Read(text);
        }
        catch (ProtocolSyntaxException e)
        {
            throw DocumentErrors.Refuse(name, [e.Error]);
        }

        DocumentErrors.ThrowIfAny(name, Schema.Validate(json));
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
