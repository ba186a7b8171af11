namespace MedMim.Cli.Hosting;

/// <summary>How much the program says on standard error.</summary>
internal enum Verbosity
{
    /// <summary>Errors alone: of a process beside another one that says the rest.</summary>
    Beside = -1,

    /// <summary>Warnings and errors.</summary>
    Quiet = 0,

    /// <summary>What is being done, and how far it is.</summary>
    Normal = 1,

    /// <summary>Details for finding a fault, stack traces included.</summary>
    Verbose = 2,
}
