using MedMim.Imaging.Deidentification.Profile;
using MedMim.Imaging.Dicom.Tables;

namespace MedMim.Imaging.Deidentification.Rules;

/// <summary>DICOM PS3.15, Table E.3.4-1: what happens to content items, by concept name and value type.</summary>
internal static class ContentItemTable
{
    private const int FirstOption = 4;
    private static readonly ProfileOption[] Columns =
    [
        ProfileOption.RetainUids, ProfileOption.RetainDeviceIdentity, ProfileOption.RetainInstitutionIdentity,
        ProfileOption.RetainPatientCharacteristics, ProfileOption.RetainFullDates, ProfileOption.RetainModifiedDates,
        ProfileOption.CleanDescriptors,
    ];

    private static readonly Dictionary<(string Code, string Scheme, string ValueType), ProfileRow> Rows =
        DataTable.Read("content-items.tsv").Skip(1).ToDictionary(f => (f[0], f[1], f[2]), Row);

    public static ProfileRow? Find(string code, string scheme, string valueType) =>
        Rows.GetValueOrDefault((code, scheme, valueType));

    private static ProfileRow Row(string[] fields)
    {
        var options = new ProfileAction?[Enum.GetValues<ProfileOption>().Length];
        for (var i = 0; i < Columns.Length; i++)
        {
            options[(int)Columns[i]] = ProfileRow.Parse(fields[FirstOption + i]);
        }

        return new(fields[0], fields[1], ProfileRow.Parse(fields[3])!.Value, options);
    }
}
