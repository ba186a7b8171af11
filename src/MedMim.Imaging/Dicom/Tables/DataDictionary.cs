using System.Globalization;

namespace MedMim.Imaging.Dicom.Tables;

/// <summary>The data dictionary (DICOM PS3.6, Table 6-1), without which an implicit file cannot be taken apart.</summary>
internal static class DataDictionary
{
    private static readonly TagTable<AttributeDefinition> Definitions = Read();

    /// <summary>The definition of a standard attribute; null for private and unknown ones.</summary>
    public static AttributeDefinition? Find(DicomTag tag) => tag.IsPrivate ? null : Definitions[tag];

    /// <summary>The representation of an attribute in a file that does not say it.</summary>
    public static DicomVr RepresentationOf(DicomTag tag) =>
        tag.IsPrivate && tag.Element is >= 0x10 and <= 0xFF ? DicomVr.LO
        : tag.Element == 0 ? DicomVr.UL
        : Find(tag)?.Vr ?? DicomVr.UN;

    private static TagTable<AttributeDefinition> Read()
    {
        var table = new TagTable<AttributeDefinition>();
        foreach (var fields in DataTable.Read("data-dictionary.tsv"))
        {
            var most = fields[2].Split('-')[^1];
            var values = int.TryParse(most, CultureInfo.InvariantCulture, out var n) ? n : int.MaxValue;
            table.Add(fields[0], new AttributeDefinition(fields[3], Enum.Parse<DicomVr>(fields[1]), values));
        }

        return table;
    }
}
