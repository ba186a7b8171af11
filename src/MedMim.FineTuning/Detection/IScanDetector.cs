using MedMim.Datasets.Preparation;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Detection;

/// <summary>Finds lesions in scans.</summary>
public interface IScanDetector : IDisposable
{
    /// <summary>The lesions of a prepared image, which is read slice by slice, on its scan's own grid.</summary>
    /// <param name="prepared">The prepared image.</param>
    /// <param name="region">The part of the scan that it is.</param>
    /// <param name="cancellation">Stops between windows.</param>
    /// <exception cref="InputException">A voxel is not a finite number.</exception>
    ScanDetections Predict(IPreparedSlices prepared, SourceRegion region, CancellationToken cancellation = default);
}
