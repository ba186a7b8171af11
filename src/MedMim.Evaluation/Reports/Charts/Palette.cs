using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Reports.Charts;

/// <summary>
/// Colours that people with any common colour blindness tell apart (Okabe and Ito, Color Universal Design, 2008), each
/// with a shape of its own, so that a black-and-white print tells them apart too.
/// </summary>
internal static class Palette
{
    public const string Ink = "#1f2933";
    public const string Muted = "#5f6b76";
    public const string Grid = "#e3e6e8";

    private static readonly (string Colour, string Shape)[] Others =
        [("#cc79a7", "triangle"), ("#009e73", "diamond"), ("#e69f00", "square"), ("#56b4e9", "circle")];

    // Where several pretrained arms are compared, none is the first of its kind.
    private static readonly (string Colour, string Shape)[] Several =
    [
        ("#d55e00", "square"), ("#56b4e9", "triangle"), ("#0072b2", "circle"), ("#009e73", "diamond"), ("#cc79a7", "square"),
        ("#e69f00", "circle"), ("#1f2933", "triangle"), ("#7a8288", "diamond"),
    ];

    /// <summary>The colour and shape of the arm at <paramref name="index"/> in <paramref name="arms"/>.</summary>
    public static (string Colour, string Shape) Of(IReadOnlyList<ArmRecord> arms, int index)
    {
        if (arms.Count(a => a.Kind == ArmKind.Pretrained) > 1)
        {
            return Several[index % Several.Length];
        }

        var kind = arms[index].Kind;
        if (arms.Take(index).All(a => a.Kind != kind))
        {
            return kind switch
            {
                ArmKind.Pretrained => ("#0072b2", "circle"),
                ArmKind.Scratch => ("#d55e00", "square"),
                _ => ("#7a8288", "diamond"),
            };
        }

        return Others[index % Others.Length];
    }

    /// <summary>
    /// The colour for words on white: as it is, or darker by as little as gives them a contrast of 4.5 (WCAG 2.2, success criterion 1.4.3).
    /// </summary>
    public static string ForWords(string colour)
    {
        int[] parts = [.. Enumerable.Range(0, 3).Select(i => Convert.ToInt32(colour.Substring(1 + (2 * i), 2), 16))];
        for (var scale = 1.0; ; scale -= 0.02)
        {
            int[] darker = [.. parts.Select(p => (int)Math.Round(p * scale))];
            if (ContrastOnWhite(darker) >= 4.5)
            {
                return $"#{darker[0]:x2}{darker[1]:x2}{darker[2]:x2}";
            }
        }
    }

    /// <summary>The contrast of a colour on white, 1 to 21: (1 + 0.05) / (L + 0.05), L the relative luminance of sRGB as WCAG 2.2 defines it.</summary>
    internal static double ContrastOnWhite(IReadOnlyList<int> rgb)
    {
        var linear = rgb.Select(p => p / 255.0).Select(p => p <= 0.04045 ? p / 12.92 : Math.Pow((p + 0.055) / 1.055, 2.4)).ToList();
        return 1.05 / ((0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]) + 0.05);
    }
}
