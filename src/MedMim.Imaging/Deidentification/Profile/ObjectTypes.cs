using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Tables;

namespace MedMim.Imaging.Deidentification.Profile;

/// <summary>The types that one kind of object (such as a CT image) gives its attributes, by tag and enclosing sequence.</summary>
internal sealed class ObjectTypes
{
    private const string TopLevel = "-";
    private static readonly ObjectTypes Unknown = new(isKnown: false);
    private static readonly Dictionary<string, ObjectTypes> ByClass = Read();
    private readonly Dictionary<(uint Tag, uint Parent), AttributeType> _types = [];
    private readonly HashSet<uint> _tags = [];
    private readonly bool _isKnown;

    private ObjectTypes(bool isKnown) => _isKnown = isKnown;

    /// <summary>The types of a SOP class; of one that is not known, all types are unknown.</summary>
    public static ObjectTypes Of(string sopClass) => ByClass.GetValueOrDefault(sopClass, Unknown);

    /// <summary>The type of an attribute.</summary>
    /// <param name="tag">The attribute.</param>
    /// <param name="parent">The sequence that it stands in; null at the top level.</param>
    public AttributeType TypeOf(DicomTag tag, DicomTag? parent) => !_isKnown
        ? AttributeType.Unknown
        : _types.GetValueOrDefault((tag.Number, parent?.Number ?? 0), AttributeType.Optional);

    /// <summary>Whether the object has no place for an attribute at all.</summary>
    public bool Lacks(DicomTag tag) => _isKnown && !_tags.Contains(tag.Number);

    private static Dictionary<string, ObjectTypes> Read()
    {
        var byName = new Dictionary<string, ObjectTypes>(StringComparer.Ordinal);
        var byClass = new Dictionary<string, ObjectTypes>(StringComparer.Ordinal);
        foreach (var fields in DataTable.Read("object-classes.tsv"))
        {
            byName.TryAdd(fields[1], new ObjectTypes(isKnown: true));
            byClass[fields[0]] = byName[fields[1]];
        }

        foreach (var fields in DataTable.Read("attribute-types.tsv"))
        {
            foreach (var name in fields[3] == "*" ? byName.Keys.AsEnumerable() : fields[3].Split(','))
            {
                byName[name].Add(fields[0], fields[1], fields[2]);
            }
        }

        return byClass;
    }

    // Overlay groups repeat; what belongs to them is kept or removed as a whole, so their types do not matter.
    private void Add(string tag, string parent, string type)
    {
        if (tag.Contains('x', StringComparison.Ordinal))
        {
            return;
        }

        var number = Convert.ToUInt32(tag, 16);
        var key = (number, parent == TopLevel ? 0 : Convert.ToUInt32(parent, 16));
        var read = type[0] switch
        {
            '1' => AttributeType.NeedsValue,
            '2' => AttributeType.MayBeEmpty,
            _ => AttributeType.Optional,
        };
        _tags.Add(number);
        _types[key] = read > _types.GetValueOrDefault(key) ? read : _types[key];
    }
}
