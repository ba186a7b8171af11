using MedMim.Datasets.Preparation;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Detection;

/// <summary>Finds lesions in scans.</summary>
public interface IScanDetector : IDisposable
{
    /// <summary>The lesions of a case that is prepared already, on its scan's own grid.</summary>
    /// <param name="prepared">The prepared case.</param>
    /// <param name="region">The part of the scan that it is.</param>
    /// <param name="cancellation">Stops between windows.</param>
    /// <exception cref="InputException">A voxel is not a finite number.</exception>
    ScanDetections Predict(PreparedVolume prepared, SourceRegion region, CancellationToken cancellation = default);
}
