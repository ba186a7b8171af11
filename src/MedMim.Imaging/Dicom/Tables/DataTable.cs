namespace MedMim.Imaging.Dicom.Tables;

/// <summary>The tables of the standard that the program carries, as tab-separated lines; <c>#</c> begins a remark.</summary>
internal static class DataTable
{
    /// <summary>The fields of each line, remarks left out.</summary>
    public static IEnumerable<string[]> Read(string name)
    {
        using var stream = typeof(DataTable).Assembly.GetManifestResourceStream("dicom." + name)
            ?? throw new InvalidOperationException($"The table {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line.Split('\t');
            }
        }
    }

    /// <summary>The first field of each line.</summary>
    public static HashSet<string> Words(string name) => Read(name).Select(f => f[0]).ToHashSet(StringComparer.Ordinal);
}
