using System.Diagnostics;

namespace MedMim.Cli.Tests.BadInput;

/// <summary>A file system of its own (tmpfs), small or read-only. Permission bits do not bind root; a mount does.</summary>
internal sealed class TinyDisk : IDisposable
{
    public TinyDisk(string folder, string size)
    {
        Folder = Directory.CreateDirectory(folder).FullName;
        Assert.SkipUnless(
            Environment.IsPrivilegedProcess && Call("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", Folder),
            "mounting a tmpfs needs root and the right to mount");
    }

    public string Folder { get; }

    public void Remount(string options) => Assert.True(Call("mount", "-o", "remount," + options, Folder));

    public void Dispose() => Call("umount", "-l", Folder);

    private static bool Call(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
