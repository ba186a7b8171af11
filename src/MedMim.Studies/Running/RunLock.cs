using MedMim.Foundation.Failures;

namespace MedMim.Studies.Running;

/// <summary>Keeps a second process out of a run's folder. The kernel lets go of it when the process ends, however it ends.</summary>
public sealed class RunLock : IDisposable
{
    private readonly FileStream stream;

    private RunLock(FileStream stream)
    {
        this.stream = stream;
    }

    /// <summary>Takes the lock.</summary>
    /// <exception cref="InputException">Another process has it, or the folder cannot be written.</exception>
    public static RunLock Take(RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            return new(new FileStream(run.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (StorageFailure.IsReadOnly(e))
        {
            throw StorageFailure.ReadOnly(run.Path, e);
        }
        catch (IOException e) when (File.Exists(run.Lock) && !StorageFailure.IsFull(e))
        {
            throw new InputException(
                run.Path, "another process is working on this run", "Wait for it, or stop it: the run then continues where it was.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
