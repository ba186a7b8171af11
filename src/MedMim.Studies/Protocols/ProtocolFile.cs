using System.Text;
using MedMim.Foundation.Failures;
using MedMim.Studies.Protocols.Reading;
using MedMim.Studies.Protocols.Sections;
using MedMim.Studies.Protocols.Validation;

namespace MedMim.Studies.Protocols;

/// <summary>Reads protocol files.</summary>
public static class ProtocolFile
{
    private const int MaxBytes = 1 << 20;
    private const string DefaultLabel = "tumour";

    /// <summary>The JSON Schema that protocols fit, as text.</summary>
    public static string Schema => ProtocolSchema.Text;

    /// <summary>Reads and validates a file.</summary>
    /// <exception cref="InputException">
    /// It cannot be read, or does not hold; every error is listed as <c>file:line:column: problem. remedy</c>.
    /// </exception>
    public static StudyProtocol Load(string path)
    {
        byte[] bytes;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read);
            if (stream.Length > MaxBytes)
            {
                throw new InputException(path, "is larger than 1 MiB", "This is not a protocol.");
            }

            bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, "cannot be read", "Name a protocol file, such as protocols/quickstart.yaml.", e);
        }

        try
        {
            return Parse(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF'), path);
        }
        catch (DecoderFallbackException e)
        {
            throw new InputException(path, "is not UTF-8 text", "Save it as UTF-8.", e);
        }
    }

    /// <summary>Reads and validates text.</summary>
    /// <param name="text">The protocol.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="InputException">It does not hold.</exception>
    public static StudyProtocol Parse(string text, string name)
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

        DocumentErrors.ThrowIfAny(name, ProtocolSchema.Validate(json));
        var protocol = ProtocolJson.Read(json.Root);
        DocumentErrors.ThrowIfAny(name, ProtocolRules.Check(protocol, json));
        return protocol with
        {
            Text = text,
            Title = protocol.Title.Length > 0 ? protocol.Title : protocol.Name,
            Data = protocol.Data with { Labels = Complete(protocol.Data.Labels) },
        };
    }

    // Structures give labels their values by their order, unless names does; without either there is one label.
    private static LabelsSection Complete(LabelsSection labels)
    {
        if (labels.Names.Count > 0)
        {
            return labels;
        }

        var structures = labels.Structures.Count > 0
            ? labels.Structures
            : new OrderedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [DefaultLabel] = ["GTV*", "Neoplasm*", "SCT:108369006"] };
        var names = new OrderedDictionary<string, byte>(StringComparer.Ordinal);
        foreach (var label in structures.Keys)
        {
            names[label] = (byte)(names.Count + 1);
        }

        return labels with { Structures = structures, Names = names };
    }
}
