using System.Globalization;
using System.Text;

namespace MedMim.Imaging.Rendering.Text;

/// <summary>
/// The glyphs of DejaVu Sans Mono (free licence of Bitstream and DejaVu) at 13 pixels, drawn once into a grey picture: so
/// pictures can carry words on machines without fonts. All glyphs are equally wide.
/// </summary>
internal sealed class GlyphAtlas
{
    /// <summary>Pixels of a glyph across.</summary>
    public const int Width = 8;

    /// <summary>Pixels of a line down.</summary>
    public const int Height = 17;

    private const int Columns = 17;
    private const string Further = "×·–…²±µ";

    private readonly byte[] coverage;
    private readonly int stride;

    private GlyphAtlas(byte[] coverage, int stride) => (this.coverage, this.stride) = (coverage, stride);

    /// <summary>The atlas that the assembly carries.</summary>
    public static GlyphAtlas Default { get; } = Read();

    /// <summary>How much ink a pixel of a glyph has, 0 to 255. Characters without a glyph look like a question mark.</summary>
    public byte Ink(char character, int row, int column)
    {
        var glyph = character is >= ' ' and <= '~' ? character - ' '
            : Further.IndexOf(character, StringComparison.Ordinal) is var i and >= 0 ? 95 + i : '?' - ' ';
        return coverage[(((glyph / Columns * Height) + row) * stride) + (glyph % Columns * Width) + column];
    }

    /// <summary>Portable grey map: a header of three lines, then a byte a pixel.</summary>
    private static GlyphAtlas Read()
    {
        using var stream = typeof(GlyphAtlas).Assembly.GetManifestResourceStream("rendering.dejavu-sans-mono-13.pgm")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var header = Encoding.ASCII.GetString(bytes, 0, 32).Split('\n')[..3];
        var start = header.Sum(line => line.Length + 1);
        return new(bytes[start..], int.Parse(header[1].Split(' ')[0], CultureInfo.InvariantCulture));
    }
}
