using System.Runtime.InteropServices;
using MedMim.Audit.Failures;
using Microsoft.Win32.SafeHandles;

namespace MedMim.Audit.Storage;

/// <summary>
/// The exclusive lock that makes one writer a log. libc's flock is called directly, because .NET goes on silently where
/// a file system cannot lock, and a log that two may write must not be opened. The kernel lets go of it when the process
/// ends, however it ends.
/// </summary>
internal sealed partial class WriterLock : IDisposable
{
    // No link is followed: it could make a file anywhere.
    private const int OpenFlags = 0x2 /* O_RDWR */ | 0x40 /* O_CREAT */ | 0x20000 /* O_NOFOLLOW */ | 0x80000 /* O_CLOEXEC */;
    private const int ExclusiveNonBlocking = 2 | 4;
    private const int WouldBlock = 11;
    private readonly SafeFileHandle handle;

    private WriterLock(SafeFileHandle handle) => this.handle = handle;

    /// <summary>Takes the lock, or fails at once.</summary>
    /// <exception cref="AuditException">Another process holds it, or the file system cannot lock.</exception>
    public static WriterLock Take(string path)
    {
        var descriptor = Open(path, OpenFlags, 0x1A4);
        if (descriptor < 0)
        {
            throw new AuditException(path, "cannot be made", "Make the run's folder writable, or name another one.");
        }

        var lockFile = new SafeFileHandle(descriptor, ownsHandle: true);
        if (Flock(descriptor, ExclusiveNonBlocking) == 0)
        {
            return new WriterLock(lockFile);
        }

        var isHeld = Marshal.GetLastPInvokeError() == WouldBlock;
        lockFile.Dispose();
        throw isHeld
            ? new AuditException(path, "another process is writing this log", "Wait for it to end, or use another run folder.")
            : new AuditException(path, "this file system cannot lock files", "Put the runs on one that can.");
    }

    public void Dispose() => handle.Dispose();

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(int descriptor, int operation);
}
