using MedMim.FineTuning.Packages;
using MedMim.Foundation.Failures;

namespace MedMim.Studies.Prediction;

/// <summary>A model, or several together, that is asked of one scan after the other and writes what it says.</summary>
internal interface IScanModel : IAsyncDisposable
{
    /// <summary>What holds for all models: labels, window, preparation, and what their scans were like.</summary>
    PackageManifest Manifest { get; }

    /// <summary>Predicts a scan and writes all that was asked for.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="cancellation">Stops between windows; nothing half-written stays.</param>
    /// <returns>The file, or why it was not written.</returns>
    /// <exception cref="InputException">The scan cannot be predicted, in whatever format.</exception>
    Task<(string? File, InputException? Failure)> WriteAsync(ScanToPredict scan, CancellationToken cancellation);
}
