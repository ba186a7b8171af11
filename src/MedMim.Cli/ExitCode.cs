namespace MedMim.Cli;

/// <summary>What the program's exit code says.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Something failed that the person who typed the command could not have prevented by typing another.</summary>
    public const int Failed = 1;

    /// <summary>Bad input or usage: the message names the file or option, and the remedy.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by a signal, with a checkpoint; the same command continues.</summary>
    public const int Interrupted = 130;
}
