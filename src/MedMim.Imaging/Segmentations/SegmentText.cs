using System.Text;

namespace MedMim.Imaging.Segmentations;

/// <summary>Texts of ours as DICOM's LO takes them (at most 64 characters), or ST (1024): no backslash, no control characters.</summary>
/// <param name="isFree">Whether other characters than ASCII may stand.</param>
internal sealed class SegmentText(bool isFree)
{
    private const int Longest = 64;
    private const int LongestParagraph = 1024;

    /// <summary>A text, cleaned; <paramref name="otherwise"/> where nothing is left of it.</summary>
    public string Clean(string text, string otherwise) => Clean(text, otherwise, Longest);

    /// <summary>A longer text, cleaned; empty where nothing is left of it.</summary>
    public string CleanParagraph(string text) => Clean(text, string.Empty, LongestParagraph);

    private string Clean(string text, string otherwise, int longest)
    {
        var clean = new StringBuilder();
        foreach (var character in text)
        {
            var isBarred = character == '\\' || char.IsControl(character) || (!isFree && !char.IsAscii(character));
            clean.Append(isBarred ? '_' : character);
        }

        var result = clean.ToString().Trim();
        return result.Length == 0 ? otherwise : result[..Math.Min(result.Length, longest)];
    }
}
