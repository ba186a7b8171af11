using MedMim.Imaging.Deidentification;
using MedMim.Imaging.Scans;

namespace MedMim.Datasets.Tests.Deidentification;

/// <summary>Takes text files for DICOM: the first word says what happens, the patient is a digest of the rest.</summary>
internal sealed class FakeDeidentifier : IDeidentifier, IDisposable
{
    private int _calls;

    public int Calls => _calls;

    /// <summary>After how many files to be interrupted.</summary>
    public int StopAfter { get; init; } = int.MaxValue;

    public int Parallelism => 1;

    public async Task<DeidentifiedFile> DeidentifyAsync(string source, string target, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _calls) > StopAfter)
        {
            throw new OperationCanceledException();
        }

        var text = await File.ReadAllTextAsync(source, cancellation);
        switch (text.Split(' ')[0])
        {
            case "not":
                throw new RefusedException(new(RefusalCodes.NotAScan, "No DICOM."));
            case "refuse":
                throw new RefusedException(new(RefusalCodes.BurnedInText, "It may hold text."));
            default:
                await File.WriteAllTextAsync(target, "protected", cancellation);
                var patient = Math.Abs(text.Split(',')[0].Sum(c => c)).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
                return new DeidentifiedFile(patient, "study", "series", ShowsFace: false);
        }
    }

    public void Dispose()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
