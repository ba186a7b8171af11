using MedMim.Datasets.Store;
using MedMim.Evaluation.Calibration;
using MedMim.FineTuning.Inference;
using MedMim.Imaging.Volumes;

namespace MedMim.Studies.Calibration;

/// <summary>Counts the calibration of an arm, case by case, while it predicts.</summary>
/// <param name="store">Where the reference labels are.</param>
/// <param name="labels">The label values of classes 1, 2 and so on.</param>
internal sealed class ArmCounter(ScanStore store, IReadOnlyList<byte> labels)
{
    private readonly List<(string Id, CalibrationSlabs Slabs)> cases = [];

    /// <summary>Who counts the next case: give it its probabilities.</summary>
    /// <param name="id">The case: a labelled series of the store.</param>
    /// <param name="region">The part of the scan that is predicted.</param>
    public ISlabConsumer Next(string id, SourceRegion region)
    {
        var slabs = new CalibrationSlabs(region, store.Label(id)!.Value, labels);
        cases.Add((id, slabs));
        return slabs;
    }

    /// <summary>Writes what was counted beside the predictions.</summary>
    public void Write(string folder) => CalibrationFile.Write(
        folder,
        cases.SelectMany(c => c.Slabs.Counts.Select((counts, i) => new CaseCalibration(c.Id, store.Find(c.Id).Patient, labels[i], counts))));
}
