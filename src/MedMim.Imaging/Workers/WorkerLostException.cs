using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Workers;

/// <summary>A worker process died or was killed; the refusal says which.</summary>
internal sealed class WorkerLostException(Refusal refusal) : Exception(refusal.Reason)
{
    public Refusal Refusal { get; } = refusal;
}
