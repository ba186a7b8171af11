using System.Text;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Formats;

/// <summary>
/// The text headers of NRRD and MetaImage, read for one purpose: a header may name any file as the place of its voxels,
/// and a hostile one would name a file that is none of its business. Only a plain name beside the header is followed.
/// </summary>
internal static class TextHeader
{
    private const int MostBytes = 1 << 18;

    /// <summary>The file with the voxels: the header's own, or the one beside it that it names.</summary>
    /// <exception cref="RefusedException">It names a list, a pattern or a path, or a file that is not there.</exception>
    public static string DataFile(string path, VolumeFormat format)
    {
        var named = format == VolumeFormat.Nrrd ? NrrdDataFile(path) : MetaImageDataFile(path);
        if (named is null)
        {
            return path;
        }

        if (named.Length == 0 || named.Contains('%', StringComparison.Ordinal)
            || named.StartsWith("LIST", StringComparison.OrdinalIgnoreCase))
        {
            throw Refuse(RefusalCodes.Unsupported, "Its voxels are spread over several files; only one is followed.");
        }

        if (named.AsSpan().IndexOfAny('/', '\\', '\0') >= 0 || named is "." or "..")
        {
            throw Refuse(RefusalCodes.Unsupported, "Its header names a voxel file in another folder, which is not followed.");
        }

        var file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, named);
        return File.Exists(file)
            ? file
            : throw Refuse(RefusalCodes.Truncated, "The voxel file that its header names is not beside it.");
    }

    /// <summary>NRRD: the field "data file"; the header ends with an empty line.</summary>
    private static string? NrrdDataFile(string path)
    {
        string? named = null;
        foreach (var line in Lines(path).TakeWhile(line => line.Length > 0))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var field = colon < 0 || line[0] == '#' ? string.Empty : line[..colon].Trim().ToUpperInvariant();
            if (field is "DATA FILE" or "DATAFILE")
            {
                named = line[(colon + 1)..].Trim();
            }
        }

        return named;
    }

    /// <summary>MetaImage: the field ElementDataFile, which is the header's last.</summary>
    private static string? MetaImageDataFile(string path)
    {
        foreach (var line in Lines(path))
        {
            var parts = line.Split(['=', ':'], 2, StringSplitOptions.TrimEntries);
            if (parts.Length == 2 && parts[0] == "ElementDataFile")
            {
                return string.Equals(parts[1], "LOCAL", StringComparison.OrdinalIgnoreCase) ? null : parts[1];
            }
        }

        throw Refuse(RefusalCodes.BrokenHeader, "The MetaImage header does not say where its voxels are.");
    }

    private static string[] Lines(string path) =>
        Encoding.Latin1.GetString(VolumeContent.Start(path, MostBytes)).Split('\n').Select(line => line.TrimEnd('\r')).ToArray();

    private static RefusedException Refuse(string code, string reason) => new(new(code, reason));
}
