using System.IO.Compression;
using System.Text;
using Parquet.Serialization;

namespace MedMim.Cli.Tests.BadInput;

/// <summary>
/// Looks for identifiers in all bytes of all files, and in the files' names: in UTF-8 and in UTF-16 of either byte order,
/// whatever their case. Gzip files are opened, and the columns of Parquet files, whose pages are compressed.
/// </summary>
internal static class Canaries
{
    public static void AreNotIn(string folder, params IEnumerable<string> identifiers)
    {
        var names = identifiers.ToArray();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(folder, file);
            var contents = Contents(file).ToArray();
            foreach (var name in names)
            {
                Assert.DoesNotContain(name, relative, StringComparison.OrdinalIgnoreCase);
                Assert.False(contents.Any(c => Holds(c, name)), $"{relative} holds {name}");
            }
        }
    }

    /// <summary>Whether bytes hold a text in one of the encodings.</summary>
    public static bool Holds(byte[] bytes, string text) =>
        Forms(text).Concat(Forms(text.ToUpperInvariant())).Concat(Forms(text.ToLowerInvariant()))
            .Any(form => bytes.AsSpan().IndexOf(form) >= 0);

    private static byte[][] Forms(string text) =>
        [Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text), Encoding.BigEndianUnicode.GetBytes(text)];

    private static IEnumerable<byte[]> Contents(string file)
    {
        yield return File.ReadAllBytes(file);
        if (file.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var plain = new MemoryStream();
            using var gzip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
            gzip.CopyTo(plain);
            yield return plain.ToArray();
        }
        else if (file.EndsWith(".parquet", StringComparison.Ordinal))
        {
            yield return Encoding.UTF8.GetBytes(Table(file));
        }
    }

    private static string Table(string file)
    {
        using var stream = File.OpenRead(file);
        var rows = ParquetSerializer.DeserializeUntypedAsync(stream).GetAwaiter().GetResult().Data;
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            Append(text, row);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string s:
                text.Append(s).Append('\n');
                break;
            case byte[] bytes:
                text.Append(Encoding.Latin1.GetString(bytes)).Append('\n');
                break;
            case System.Collections.IDictionary pairs:
                Append(text, pairs.Values);
                break;
            case System.Collections.IEnumerable values:
                foreach (var v in values)
                {
                    Append(text, v);
                }

                break;
            default:
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{value}\n");
                break;
        }
    }
}
