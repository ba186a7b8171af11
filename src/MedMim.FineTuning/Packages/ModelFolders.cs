namespace MedMim.FineTuning.Packages;

/// <summary>The folders of the models that a person named.</summary>
public static class ModelFolders
{
    /// <summary>
    /// A model's folder, several (<c>A,B,C</c>), or those in a folder of models (<c>fold-0</c>, <c>fold-1</c> and so on). Whether there
    /// is a model in each is seen when it is opened.
    /// </summary>
    /// <param name="text">What a person wrote.</param>
    public static IReadOnlyList<string> Named(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] folders = Directory.Exists(text) || !text.Contains(',', StringComparison.Ordinal)
            ? In(text)
            : text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. folders.Select(Path.GetFullPath)];
    }

    private static string[] In(string folder)
    {
        if (!Directory.Exists(folder) || PackageKind.Of(folder) is not null)
        {
            return [folder];
        }

        string[] models = [.. Directory.GetDirectories(folder).Where(f => PackageKind.Of(f) is not null).Order(StringComparer.Ordinal)];
        return models.Length > 0 ? models : [folder];
    }
}
