using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Reports.Output;

/// <summary>The scripts of a page with a viewer: NiiVue, with its licences, and ours that drives it.</summary>
internal static class ViewerScripts
{
    private static readonly Lazy<List<string>> All = new(() =>
    [
        "/*\n" + PageResource.Read("niivue-licenses.txt") + "*/\n" + PageResource.Read("niivue.js"), PageResource.Read("viewer.js"),
    ]);

    /// <summary>The scripts; none where no case has volumes.</summary>
    public static List<string> Of(StudyReport report) => report.Overlays.Any(o => o.Viewer is not null) ? All.Value : [];
}
