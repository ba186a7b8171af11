namespace MedMim.Datasets.Deidentification;

/// <summary>Where things lie in the output's folder.</summary>
internal static class OutputFiles
{
    public static string Manifest(string output) => Path.Combine(output, "deidentification.json");

    public static string Outcomes(string output) => Path.Combine(output, "files.parquet");

    public static string Refusals(string output) => Path.Combine(output, "refusals.parquet");

    /// <summary>Outcomes of a run that has not ended, a line each.</summary>
    public static string Journal(string output) => Path.Combine(output, ".journal.jsonl");

    /// <summary>Files that are being written.</summary>
    public static string Work(string output) => Path.Combine(output, ".work");
}
