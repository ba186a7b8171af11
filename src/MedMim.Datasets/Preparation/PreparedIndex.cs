using System.Text.Json;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;

namespace MedMim.Datasets.Preparation;

/// <summary><c>prepared.json</c>: all cases, and the plan that they were prepared by.</summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="FormatVersion">Version of the layout.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Cases">In the order of their ids.</param>
internal sealed record PreparedIndex(string Format, int FormatVersion, PreparationPlan Plan, IReadOnlyList<PreparedEntry> Cases)
{
    public const string FormatName = "medmim-prepared";
    public const int CurrentVersion = 2;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static PreparedIndex Read(string folder)
    {
        var path = PreparedFiles.Index(folder);
        PreparedIndex? index = null;
        try
        {
            index = JsonSerializer.Deserialize<PreparedIndex>(File.ReadAllBytes(path), Json);
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            // Said below.
        }

        return index is { Format: FormatName, Plan: not null, Cases: not null } && index.FormatVersion <= CurrentVersion
            ? index
            : throw new InputException(
                path,
                index?.FormatVersion > CurrentVersion ? "was written by a newer MedMim" : "is missing, or is no index of prepared cases",
                "Prepare the store again.");
    }

    public void Write(string folder) =>
        AtomicFile.WriteText(PreparedFiles.Index(folder), JsonSerializer.Serialize(this, Json) + "\n");
}
