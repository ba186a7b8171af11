using MedMim.Evaluation.Calibration;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;

namespace MedMim.Studies.Calibration;

/// <summary>The calibration that a report shows, from what the arms' predictions left.</summary>
internal static class ArmCalibration
{
    /// <summary>A row a label; none where no folder holds counts.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="arm">The arm's key in the report.</param>
    /// <param name="folders">The folders of its predictions: several where a comparison's rounds are pooled.</param>
    public static IEnumerable<CalibrationFigures> Of(StudyProtocol protocol, string arm, IEnumerable<string> folders)
    {
        var cases = folders.SelectMany(CalibrationFile.Read).ToList();
        return cases.Count == 0
            ? []
            : protocol.Data.Labels.Definitions.Select(d => CalibrationFigures.Of(arm, d.Value, cases, protocol.ToBootstrapOptions()));
    }
}
