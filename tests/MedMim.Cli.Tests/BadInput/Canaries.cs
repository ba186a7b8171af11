using System.IO.Compression;
using System.Text;

namespace MedMim.Cli.Tests.BadInput;

/// <summary>Looks for identifiers in all bytes of all files, and in the files' names; gzip files are opened.</summary>
internal static class Canaries
{
    public static void AreNotIn(string folder, params IEnumerable<string> identifiers)
    {
        var names = identifiers.ToArray();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var bytes = Read(file);
            foreach (var name in names)
            {
                Assert.DoesNotContain(name, Path.GetRelativePath(folder, file), StringComparison.Ordinal);
                Assert.True(
                    bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) < 0, $"{Path.GetRelativePath(folder, file)} holds {name}");
            }
        }
    }

    private static byte[] Read(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (!file.EndsWith(".gz", StringComparison.Ordinal))
        {
            return bytes;
        }

        using var plain = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
