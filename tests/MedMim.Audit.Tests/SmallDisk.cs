using System.Diagnostics;

namespace MedMim.Audit.Tests;

/// <summary>A tmpfs of a few kilobytes, to run out of space on; needs root, and the test is skipped without.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string folder;

    private SmallDisk(string folder) => this.folder = folder;

    public static SmallDisk Mount(string folder, string size)
    {
        if (Run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder) != 0)
        {
            Assert.Skip("mounting a tmpfs needs root");
        }

        return new SmallDisk(folder);
    }

    /// <summary>Writes until the disk is full.</summary>
    public static void Fill(string path)
    {
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0);
        try
        {
            while (true)
            {
                stream.Write(new byte[512]);
            }
        }
        catch (IOException)
        {
            // Full, which is what we want.
        }
    }

    public void Dispose() => Run("umount", folder);

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
