namespace MedMim.Datasets.Preparation;

/// <summary>Names of the files in a folder of prepared cases.</summary>
internal static class PreparedFiles
{
    public static string Index(string folder) => Path.Combine(folder, "prepared.json");

    public static string Image(string folder, string id) => Path.Combine(folder, id + ".image.npy");

    /// <param name="folder">The folder.</param>
    /// <param name="id">The case.</param>
    /// <param name="channel">The channel, from 0 on: the image itself.</param>
    public static string Channel(string folder, string id, int channel) =>
        channel == 0 ? Image(folder, id) : Path.Combine(folder, $"{id}.channel-{channel}.npy");

    public static string Tissue(string folder, string id) => Path.Combine(folder, id + ".tissue.npy");

    public static string Label(string folder, string id) => Path.Combine(folder, id + ".label.npy");

    public static string Instances(string folder, string id) => Path.Combine(folder, id + ".instances.npy");

    public static string Case(string folder, string id) => Path.Combine(folder, id + ".json");
}
