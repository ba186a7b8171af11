using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;

namespace MedMim.Studies.Prediction;

/// <summary>What is predicted at once.</summary>
/// <param name="Series">The scan; of several channels the first.</param>
/// <param name="Others">The scans of the other channels, in their order.</param>
/// <param name="Lacking">Why it cannot be predicted: a channel is not there. Null where all are.</param>
internal sealed record PredictionCase(SeriesRecord Series, IReadOnlyList<SeriesRecord> Others, InputException? Lacking);
