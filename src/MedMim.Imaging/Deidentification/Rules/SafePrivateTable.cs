using System.Globalization;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Tables;

namespace MedMim.Imaging.Deidentification.Rules;

/// <summary>Private attributes that may stay: DICOM PS3.15, Table E.3.10-1, and the policy's own.</summary>
internal sealed class SafePrivateTable
{
    private static readonly Dictionary<(string Creator, ushort Group, byte Element), DicomVr> Standard =
        DataTable.Read("safe-private.tsv").ToDictionary(f => (f[3], Number(f[0]), (byte)Number(f[1])), f => Enum.Parse<DicomVr>(f[2]));

    private readonly Dictionary<(string Creator, ushort Group, byte Element), DicomVr> _own;

    public SafePrivateTable(IEnumerable<SafePrivateAttribute> own) => _own = own
        .DistinctBy(a => (a.Creator, a.Group.ToUpperInvariant(), a.Element.ToUpperInvariant()))
        .ToDictionary(a => (a.Creator, Number(a.Group), (byte)Number(a.Element)), a => Enum.Parse<DicomVr>(a.Vr));

    /// <summary>The representation of a safe attribute, or null for one that is not known to be safe.</summary>
    public DicomVr? Find(string creator, DicomTag tag)
    {
        var name = (creator, tag.Group, (byte)tag.Element);
        return _own.TryGetValue(name, out var vr) || Standard.TryGetValue(name, out vr) ? vr : null;
    }

    private static ushort Number(string digits) => ushort.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
