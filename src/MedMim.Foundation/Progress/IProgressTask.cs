namespace MedMim.Foundation.Progress;

/// <summary>One stretch of work under way; disposing ends it.</summary>
public interface IProgressTask : IDisposable
{
    /// <summary>Sets how many units there are, once that is known.</summary>
    void SetTotal(long total);

    /// <summary>Reports that the work stands at <paramref name="done"/> units.</summary>
    /// <param name="done">Units done since the beginning; a resumed run starts above 0.</param>
    /// <param name="detail">A few words beside the bar, such as <c>loss 0.412</c>. No patient data.</param>
    void Report(long done, string? detail = null);
}
