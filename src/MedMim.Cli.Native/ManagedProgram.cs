using System.Runtime.InteropServices;

namespace MedMim.Cli.Native;

/// <summary>The program with every verb, which the .NET runtime runs: <c>medmim-managed</c> beside this one.</summary>
internal static partial class ManagedProgram
{
    /// <summary>Replaces this process by it, with the same arguments, streams and environment. Returns only where it fails.</summary>
    public static unsafe int Become(string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "medmim-managed");
        var words = stackalloc byte*[arguments.Length + 2];
        words[0] = (byte*)Marshal.StringToCoTaskMemUTF8("medmim");
        for (var i = 0; i < arguments.Length; i++)
        {
            words[i + 1] = (byte*)Marshal.StringToCoTaskMemUTF8(arguments[i]);
        }

        words[arguments.Length + 1] = null;
        _ = Execute(program, words);
        Console.Error.WriteLine($"error: {program} does not start ({Marshal.GetLastPInvokeErrorMessage()}). Build MedMim again.");
        return ExitCode.Failed;
    }

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static unsafe partial int Execute(string path, byte** arguments);
}
