using System.Globalization;

namespace MedMim.Imaging.Dicom.Tables;

/// <summary>Values by tag, where a tag may be a pattern such as <c>60xx3000</c>.</summary>
internal sealed class TagTable<T>
    where T : class
{
    private readonly Dictionary<uint, T> _exact = [];
    private readonly List<(uint Mask, uint Bits, T Value)> _patterns = [];

    public T? this[DicomTag tag]
    {
        get
        {
            if (_exact.TryGetValue(tag.Number, out var value))
            {
                return value;
            }

            foreach (var (mask, bits, pattern) in _patterns)
            {
                if ((tag.Number & mask) == bits)
                {
                    return pattern;
                }
            }

            return null;
        }
    }

    public void Add(string tag, T value)
    {
        if (!tag.Contains('x', StringComparison.Ordinal))
        {
            _exact[uint.Parse(tag, NumberStyles.HexNumber, CultureInfo.InvariantCulture)] = value;
            return;
        }

        var mask = string.Concat(tag.Select(c => c == 'x' ? '0' : 'F'));
        _patterns.Add((
            uint.Parse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            uint.Parse(tag.Replace('x', '0'), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            value));
    }
}
