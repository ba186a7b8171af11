namespace MedMim.Audit.Export;

/// <summary>The media types of the files that a run holds.</summary>
internal static class MediaTypes
{
    private static readonly (string Ending, string Type)[] Known =
    [
        (".json", "application/json"), (".jsonl", "application/jsonl"), (".yaml", "application/yaml"), (".html", "text/html"),
        (".pdf", "application/pdf"), (".png", "image/png"), (".csv", "text/csv"), (".nii.gz", "application/gzip"),
        (".parquet", "application/vnd.apache.parquet"), (".sha256", "text/plain"),
    ];

    /// <summary>The type by a name's ending; null for those without a registered one (.npy, .safetensors).</summary>
    public static string? Of(string path) =>
        Array.Find(Known, k => path.EndsWith(k.Ending, StringComparison.Ordinal)).Type;
}
