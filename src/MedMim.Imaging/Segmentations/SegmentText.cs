using System.Text;

namespace MedMim.Imaging.Segmentations;

/// <summary>Texts of ours as DICOM's LO takes them: at most 64 characters, no backslash, no control characters.</summary>
/// <param name="isFree">Whether other characters than ASCII may stand.</param>
internal sealed class SegmentText(bool isFree)
{
    private const int Longest = 64;

    /// <summary>A text, cleaned; <paramref name="otherwise"/> where nothing is left of it.</summary>
    public string Clean(string text, string otherwise)
    {
        var clean = new StringBuilder();
        foreach (var character in text)
        {
            var isBarred = character == '\\' || char.IsControl(character) || (!isFree && !char.IsAscii(character));
            clean.Append(isBarred ? '_' : character);
        }

        var result = clean.ToString().Trim();
        return result.Length == 0 ? otherwise : result[..Math.Min(result.Length, Longest)];
    }
}
