using System.Globalization;

namespace MedMim.Imaging.Dicom;

/// <summary>The name of a data element: group and element number, as in (0020,0032).</summary>
public readonly record struct DicomTag(ushort Group, ushort Element) : IComparable<DicomTag>
{
    /// <summary>Both numbers as one: <c>0x00200032</c>.</summary>
    public uint Number => ((uint)Group << 16) | Element;

    /// <summary>Whether a maker defined it rather than the standard: the group is odd.</summary>
    public bool IsPrivate => (Group & 1) == 1;

    /// <summary>The tag of a number such as <c>0x00200032</c>.</summary>
    public static DicomTag Of(uint number) => new((ushort)(number >> 16), (ushort)number);

    /// <summary>Order of the numbers, which is the order in a file.</summary>
    public static bool operator <(DicomTag a, DicomTag b) => a.Number < b.Number;

    /// <summary>Order of the numbers, which is the order in a file.</summary>
    public static bool operator >(DicomTag a, DicomTag b) => a.Number > b.Number;

    /// <summary>Order of the numbers, which is the order in a file.</summary>
    public static bool operator <=(DicomTag a, DicomTag b) => a.Number <= b.Number;

    /// <summary>Order of the numbers, which is the order in a file.</summary>
    public static bool operator >=(DicomTag a, DicomTag b) => a.Number >= b.Number;

    /// <inheritdoc/>
    public int CompareTo(DicomTag other) => Number.CompareTo(other.Number);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Group:X4},{Element:X4})");
}
