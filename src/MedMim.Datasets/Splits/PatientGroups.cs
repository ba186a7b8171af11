namespace MedMim.Datasets.Splits;

/// <summary>Cases that may not be torn apart: those of one patient, and of patients who share a scan.</summary>
internal static class PatientGroups
{
    /// <summary>The groups, ordered by the first id in each; ids ascend within a group.</summary>
    public static IReadOnlyList<IReadOnlyList<SplitCase>> Of(IReadOnlyList<SplitCase> cases)
    {
        var parent = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in cases)
        {
            Join(parent, "patient:" + item.Patient, item.VoxelDigest.Length > 0 ? "voxels:" + item.VoxelDigest : null);
        }

        return [.. cases
            .OrderBy(c => c.Id, StringComparer.Ordinal)
            .GroupBy(c => Root(parent, "patient:" + c.Patient), StringComparer.Ordinal)
            .Select(g => (IReadOnlyList<SplitCase>)g.ToArray())];
    }

    private static void Join(Dictionary<string, string> parent, string a, string? b)
    {
        parent.TryAdd(a, a);
        if (b is null)
        {
            return;
        }

        parent.TryAdd(b, b);
        parent[Root(parent, b)] = Root(parent, a);
    }

    private static string Root(Dictionary<string, string> parent, string node)
    {
        while (parent[node] != node)
        {
            node = parent[node] = parent[parent[node]];
        }

        return node;
    }
}
