using System.Globalization;
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

    // What ITK turns into LPS. A NRRD file of another space, or of none, does not say where the patient's left is.
    private static readonly HashSet<string> NrrdSpaces = new(StringComparer.OrdinalIgnoreCase)
    {
        "left-posterior-superior", "lps", "right-anterior-superior", "ras", "left-anterior-superior", "las",
    };

    /// <summary>Where the voxels are: in the header's own file, or in the one beside it that it names.</summary>
    /// <exception cref="RefusedException">It names a list, a pattern or a path, or a file that is not there.</exception>
    public static VoxelPlace FindVoxels(string path, VolumeFormat format)
    {
        var text = Encoding.Latin1.GetString(VolumeContent.Start(path, MostBytes));
        var (fields, length) = format == VolumeFormat.Nrrd ? NrrdFields(text) : MetaImageFields(text);
        return format == VolumeFormat.Nrrd ? NrrdPlace(path, fields, length) : MetaImagePlace(path, fields, length);
    }

    private static VoxelPlace NrrdPlace(string path, Dictionary<string, string> fields, int length)
    {
        var named = fields.GetValueOrDefault("data file");
        if (Number(fields, "line skip") is not 0)
        {
            throw Refuse(RefusalCodes.Unsupported, "Its header asks for lines to be skipped before the voxels.");
        }

        // -1 means that the voxels end where the file does.
        var skip = Number(fields, "byte skip");
        var encoding = NrrdEncoding(fields);
        var space = fields.GetValueOrDefault("space", string.Empty);
        return skip >= 0 || (skip == -1 && encoding == VoxelEncoding.Raw)
            ? new(
                named is null ? path : Beside(path, named), named is null ? length : 0, encoding, Math.Max(0, skip),
                NrrdSpaces.Contains(space), space.StartsWith("la", StringComparison.OrdinalIgnoreCase) || space.StartsWith("left-a", StringComparison.OrdinalIgnoreCase))
            : throw Refuse(RefusalCodes.BrokenHeader, "The NRRD header skips an impossible number of bytes.");
    }

    private static VoxelPlace MetaImagePlace(string path, Dictionary<string, string> fields, int length)
    {
        var named = fields["ElementDataFile"];
        var local = string.Equals(named, "LOCAL", StringComparison.OrdinalIgnoreCase);
        var skip = Number(fields, "HeaderSize");
        return skip >= -1
            ? new(local ? path : Beside(path, named), local ? length : 0, MetaImageEncoding(fields), Math.Max(0, skip), IsOriented: true)
            : throw Refuse(RefusalCodes.BrokenHeader, "The MetaImage header skips an impossible number of bytes.");
    }

    private static long Number(Dictionary<string, string> fields, string name) =>
        !fields.TryGetValue(name, out var text) ? 0
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value < int.MaxValue ? value
        : throw Refuse(RefusalCodes.BrokenHeader, "The header holds no number where it should.");

    private static string Beside(string path, string named)
    {
        if (named.Length == 0 || named.Contains('%', StringComparison.Ordinal)
            || named.StartsWith("LIST", StringComparison.OrdinalIgnoreCase))
        {
            throw Refuse(RefusalCodes.Unsupported, "Its voxels are spread over several files; only one is followed.");
        }

        named = named.StartsWith("./", StringComparison.Ordinal) ? named[2..] : named;
        if (named.AsSpan().IndexOfAny('/', '\\', '\0') >= 0 || named is "." or "..")
        {
            throw Refuse(RefusalCodes.Unsupported, "Its header names a voxel file in another folder, which is not followed.");
        }

        var file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, named);
        return File.Exists(file)
            ? file
            : throw Refuse(RefusalCodes.Truncated, "The voxel file that its header names is not beside it.");
    }

    /// <summary>NRRD: "field: value" on each line; the header ends with an empty line or, detached, with the file.</summary>
    private static (Dictionary<string, string> Fields, int Length) NrrdFields(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var at = 0;
        while (NextLine(text, ref at) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line[0] != '#')
            {
                // "data file" may be written "datafile". Whoever states a field twice wants two readers to disagree.
                var name = line[..colon].Trim().Replace("datafile", "data file", StringComparison.OrdinalIgnoreCase);
                if (!fields.TryAdd(name, line[(colon + 1)..].Trim()))
                {
                    throw Refuse(RefusalCodes.BrokenHeader, "The NRRD header states a field twice.");
                }
            }
        }

        return (fields, at);
    }

    /// <summary>MetaImage: "field = value" on each line; ElementDataFile is the last.</summary>
    private static (Dictionary<string, string> Fields, int Length) MetaImageFields(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = 0;
        while (NextLine(text, ref at) is { } line)
        {
            var parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length == 2)
            {
                fields[parts[0]] = parts[1];
            }

            if (parts[0] == "ElementDataFile" && parts.Length == 2)
            {
                return (fields, at);
            }
        }

        throw Refuse(RefusalCodes.BrokenHeader, "The MetaImage header does not say where its voxels are.");
    }

    private static VoxelEncoding NrrdEncoding(Dictionary<string, string> fields) =>
        fields.GetValueOrDefault("encoding")?.ToLowerInvariant() switch
        {
            "raw" => VoxelEncoding.Raw,
            "gz" or "gzip" => VoxelEncoding.Deflated,
            "bz2" or "bzip2" => throw Refuse(RefusalCodes.Unsupported, "Its voxels are compressed with bzip2, which is not read."),
            null => throw Refuse(RefusalCodes.BrokenHeader, "The NRRD header does not say how its voxels are encoded."),
            _ => VoxelEncoding.Other,
        };

    private static VoxelEncoding MetaImageEncoding(Dictionary<string, string> fields)
    {
        return IsTrue("CompressedData") ? VoxelEncoding.Deflated : IsTrue("BinaryData") ? VoxelEncoding.Raw : VoxelEncoding.Other;

        bool IsTrue(string field) => fields.GetValueOrDefault(field, string.Empty) is ['t' or 'T' or '1', ..];
    }

    private static string? NextLine(string text, ref int at)
    {
        if (at >= text.Length)
        {
            return null;
        }

        var end = text.IndexOf('\n', at);
        var line = end < 0 ? text[at..] : text[at..end];
        at = end < 0 ? text.Length : end + 1;
        return line.TrimEnd('\r');
    }

    private static RefusedException Refuse(string code, string reason) => new(new(code, reason));
}
