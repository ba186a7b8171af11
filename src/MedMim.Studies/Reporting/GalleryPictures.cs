using MedMim.Datasets.Store;
using MedMim.Evaluation.Galleries;
using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Reports.Model;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;

namespace MedMim.Studies.Reporting;

/// <summary>Pictures of the first arm's best, median and worst case, on the original scans.</summary>
internal static class GalleryPictures
{
    public static IReadOnlyList<OverlayRecord> Draw(
        StudyProtocol protocol, RunFolder run, ScanStore store, IReadOnlyList<CaseMetrics> cases)
    {
        var arm = protocol.Finetuning!.Arms[0].ToKey();
        // A case without a reference lesion has a Dice of 0 or 1 by convention and shows nothing.
        var labelled = cases.Where(c => c.Labels.Any(l => l.ReferenceVolumeMm3 > 0));
        return Gallery.Draw(labelled, arm, c => new GalleryVolumes(
            store.ReadImage(c.CaseId),
            new Volume<byte>(store.Find(c.CaseId).Geometry, store.Label(c.CaseId)!.Value.ToArray()),
            new Volume<byte>(store.Find(c.CaseId).Geometry, VolumeFile.ReadLabel(run.Prediction(arm, c.CaseId)).Voxels)));
    }
}
