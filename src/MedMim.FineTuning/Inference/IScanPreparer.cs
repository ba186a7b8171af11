using MedMim.Datasets.Preparation;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Inference;

/// <summary>Resamples and normalises a scan as a model's training cases were.</summary>
public interface IScanPreparer
{
    /// <summary>The scan on the prepared grid, without label.</summary>
    /// <param name="scan">The scan on its own grid.</param>
    PreparedVolume Prepare(IVolume scan);
}
