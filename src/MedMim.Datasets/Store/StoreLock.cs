using MedMim.Foundation.Failures;

namespace MedMim.Datasets.Store;

/// <summary>
/// The right to write a store: an advisory lock (flock) on its <c>.lock</c> file, which the kernel frees when the
/// process ends, however it ends. Readers need none: what they see is replaced by renaming.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream stream;

    private StoreLock(FileStream stream) => this.stream = stream;

    /// <summary>Takes the lock, making the store's folder if need be.</summary>
    /// <exception cref="InputException">Another process is writing the store, or the folder cannot be written.</exception>
    public static StoreLock Take(string store)
    {
        try
        {
            Directory.CreateDirectory(store);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StorageFailure.IsFull(e) ? StorageFailure.Full(store, e) : StorageFailure.ReadOnly(store, e);
        }

        try
        {
            return new(new FileStream(StoreFiles.Lock(store), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (StorageFailure.IsReadOnly(e))
        {
            throw StorageFailure.ReadOnly(store, e);
        }
        catch (IOException e) when (!StorageFailure.IsFull(e))
        {
            throw new InputException(
                store, "is being written by another process", "Wait until that ingest has ended, or use another store.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
