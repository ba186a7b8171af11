using MedMim.Foundation.Failures;

namespace MedMim.Cli.Doctor;

/// <summary>ITK's shim: what reads scans needs it, so it is as optional as the worker program.</summary>
internal static class ItkFinding
{
    /// <param name="location">The shim's file; null where there is none.</param>
    /// <param name="version">Asks it for ITK's version; an <see cref="InputException"/> says why it cannot be loaded.</param>
    /// <param name="readsScans">Whether the worker program is there.</param>
    public static Finding Of(string? location, Func<string> version, bool readsScans)
    {
        if (location is null)
        {
            return readsScans
                ? new("ITK", FindingState.Missing, "the shim was not found", "Run eng/native.")
                : new("ITK", FindingState.Optional, "no shim: only what reads scans needs it", "Ingest and prepare with a whole build.");
        }

        try
        {
            return new("ITK", FindingState.Good, $"{version()} through {location}");
        }
        catch (InputException e)
        {
            return new("ITK", readsScans ? FindingState.Missing : FindingState.Optional, $"{e.Subject}: {e.Problem}", e.Remedy);
        }
    }
}
