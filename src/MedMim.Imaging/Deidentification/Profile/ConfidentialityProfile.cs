using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Tables;

namespace MedMim.Imaging.Deidentification.Profile;

/// <summary>DICOM PS3.15, Table E.1-1: the attributes that the Basic Profile protects.</summary>
internal static class ConfidentialityProfile
{
    /// <summary>The standard's edition that the table is from.</summary>
    public const string Edition = "2024e";

    private const int FirstOption = 3;
    private static readonly TagTable<ProfileRow> Table = new();

    static ConfidentialityProfile()
    {
        foreach (var fields in DataTable.Read("confidentiality-profile.tsv").Skip(1))
        {
            var row = new ProfileRow(
                fields[0],
                fields[1],
                ProfileRow.Parse(fields[2])!.Value,
                [.. fields.Skip(FirstOption).Select(ProfileRow.Parse)]);
            Rows.Add(row);
            if (row.Tag != "private")
            {
                Table.Add(row.Tag, row);
            }
        }
    }

    /// <summary>All rows, in the order of their tags.</summary>
    public static List<ProfileRow> Rows { get; } = [];

    /// <summary>The row of a standard attribute; null where the table does not list it.</summary>
    public static ProfileRow? Find(DicomTag tag) => tag.IsPrivate ? null : Table[tag];
}
