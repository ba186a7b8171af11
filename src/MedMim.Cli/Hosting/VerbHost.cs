using System.Runtime.InteropServices;
using MedMim.Audit.Failures;
using MedMim.Cli.Terminal;
using MedMim.Foundation.Failures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MedMim.Cli.Hosting;

/// <summary>
/// Runs a verb on the generic host: configuration (<c>MEDMIM_*</c> variables), logging, and a graceful stop. SIGTERM,
/// Ctrl-C or SIGUSR1 cancels the verb, which writes its checkpoint and ends with 130.
/// </summary>
internal static class VerbHost
{
    /// <summary>SIGUSR1 on Linux.</summary>
    private const int UserSignal = 10;

    /// <summary>How long a verb may take to write its checkpoint after a signal.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(5);

    public static async Task<int> RunAsync(
        Verbosity verbosity, string commandLine, Func<VerbContext, CancellationToken, Task<int>> verb)
    {
        var terminal = TerminalConsole.Create();
        var builder = Host.CreateEmptyApplicationBuilder(new() { ApplicationName = "medmim" });
        builder.Configuration.AddEnvironmentVariables("MEDMIM_");
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopTimeout);
        builder.Services.Configure<ConsoleLifetimeOptions>(o => o.SuppressStatusMessages = true);
        builder.Logging.SetMinimumLevel(verbosity switch
        {
            Verbosity.Beside => LogLevel.Error,
            Verbosity.Quiet => LogLevel.Warning,
            Verbosity.Verbose => LogLevel.Debug,
            _ => LogLevel.Information,
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddProvider(new TerminalLoggerProvider(terminal));
        using var host = builder.Build();
        await host.StartAsync();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        // What a scheduler sends ahead of time (Slurm's --signal), and what mpirun passes on to its ranks.
        using var notice = PosixSignalRegistration.Create((PosixSignal)UserSignal, signal =>
        {
            signal.Cancel = true;
            lifetime.StopApplication();
        });
        var context = new VerbContext(
            host.Services.GetRequiredService<ILoggerFactory>(),
            TerminalProgress.For(terminal, verbosity),
            Console.Out,
            verbosity <= Verbosity.Quiet ? TextWriter.Null : Console.Out,
            commandLine);
        var exitCode = await GuardAsync(() => verb(context, lifetime.ApplicationStopping), context, verbosity);
        await host.StopAsync();
        return exitCode;
    }

    /// <summary>Turns exceptions into exit codes and one clear line.</summary>
    private static async Task<int> GuardAsync(Func<Task<int>> verb, VerbContext context, Verbosity verbosity)
    {
        var log = context.Logging.CreateLogger("medmim");
        try
        {
            // Off the caller's thread: the host's signal handler must find it free.
            return await Task.Run(verb);
        }
        catch (AggregateException e) when (e.InnerExceptions.Count == 1)
        {
            return Explain(e.InnerExceptions[0], log, verbosity);
        }
        catch (Exception e)
        {
            return Explain(e, log, verbosity);
        }
    }

    private static int Explain(Exception failure, ILogger log, Verbosity verbosity)
    {
        // Where an error came from is asked for with --verbose, whatever the error.
        var trace = verbosity == Verbosity.Verbose ? failure : null;
        switch (failure)
        {
            case OperationCanceledException:
                log.LogWarning("interrupted: what was done is kept, and the same command continues from there");
                return ExitCode.Interrupted;
            case InputException or AuditException:
                log.LogError(trace, "{Message}", failure.Message);
                return ExitCode.BadInput;
            case DiskFullException:
                log.LogError(trace, "{Message}", failure.Message);
                return ExitCode.Failed;
            case not null when StorageFailure.IsFull(failure):
                log.LogError(trace, "{Message}. Free space and run the same command again: what is finished is kept.", failure.Message);
                return ExitCode.Failed;
            case not null when StorageFailure.IsReadOnly(failure):
                log.LogError(trace, "{Message} Choose a folder that you may write, or ask for permission.", failure.Message);
                return ExitCode.BadInput;
            default:
                log.LogError(
                    trace, "{Type}: {Message}{Hint}", failure!.GetType().Name, failure.Message,
                    trace is null ? " (--verbose shows where)" : string.Empty);
                return ExitCode.Failed;
        }
    }
}
