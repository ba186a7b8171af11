namespace MedMim.Datasets.Preparation;

/// <summary>Names of the files in a folder of prepared cases.</summary>
internal static class PreparedFiles
{
    public static string Index(string folder) => Path.Combine(folder, "prepared.json");

    public static string Image(string folder, string id) => Path.Combine(folder, id + ".image.npy");

    public static string Tissue(string folder, string id) => Path.Combine(folder, id + ".tissue.npy");

    public static string Label(string folder, string id) => Path.Combine(folder, id + ".label.npy");

    public static string Case(string folder, string id) => Path.Combine(folder, id + ".json");
}
