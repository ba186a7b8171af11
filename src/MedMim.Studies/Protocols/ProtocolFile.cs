using MedMim.Foundation.Failures;
using MedMim.Studies.Protocols.Reading;
using MedMim.Studies.Protocols.Sections;
using MedMim.Studies.Protocols.Validation;

namespace MedMim.Studies.Protocols;

/// <summary>Reads protocol files.</summary>
public static class ProtocolFile
{
    internal const string DefaultLabel = "tumour";

    private const string Example = "protocols/quickstart.yaml";
    private static readonly DocumentSchema JsonSchema = new("protocol.schema.json", Example, "medmim: 1");
    private static readonly DocumentFile Kind = new("protocol", 1024, Example, JsonSchema);

    /// <summary>The JSON Schema that protocols fit, as text.</summary>
    public static string Schema => JsonSchema.Text;

    /// <summary>Reads and validates a file.</summary>
    /// <exception cref="InputException">
    /// It cannot be read, or does not hold; every error is listed as <c>file:line:column: problem. remedy</c>.
    /// </exception>
    public static StudyProtocol Load(string path) => Parse(Kind.Read(path), path);

    /// <summary>Reads and validates text.</summary>
    /// <param name="text">The protocol.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="InputException">It does not hold.</exception>
    public static StudyProtocol Parse(string text, string name)
    {
        var json = Kind.Parse(text, name);
        var protocol = ProtocolJson.Read(ArmOverrides.Resolve(json.Root));
        protocol = protocol with
        {
            Data = protocol.Data with { Labels = Complete(protocol.Data.Labels) },
            Comparison = protocol.Comparison is { } comparison ? Complete(comparison) : null,
        };
        DocumentErrors.ThrowIfAny(name, ProtocolRules.Check(protocol, json));
        return protocol with
        {
            Text = text,
            FileName = name,
            Title = protocol.Title.Length > 0 ? protocol.Title : protocol.Name,
        };
    }

    private static ComparisonSection Complete(ComparisonSection comparison) => comparison.References.Count > 0
        ? comparison
        : comparison with { References = [.. comparison.Arms.Where(a => a.Value is null).Select(a => a.Key)] };

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
