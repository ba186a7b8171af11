using MedMim.Audit.Failures;
using MedMim.Cli.Terminal;
using MedMim.Foundation.Failures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MedMim.Cli.Hosting;

/// <summary>
/// Runs a verb on the generic host: configuration (<c>MEDMIM_*</c> variables), logging, and a graceful stop. SIGTERM or
/// Ctrl-C cancels the verb, which writes its checkpoint and ends with 130.
/// </summary>
internal static class VerbHost
{
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
            Verbosity.Quiet => LogLevel.Warning,
            Verbosity.Verbose => LogLevel.Debug,
            _ => LogLevel.Information,
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddProvider(new TerminalLoggerProvider(terminal));
        using var host = builder.Build();
        await host.StartAsync();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        var context = new VerbContext(
            host.Services.GetRequiredService<ILoggerFactory>(),
            TerminalProgress.For(terminal, verbosity),
            Console.Out,
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
        catch (OperationCanceledException)
        {
            log.LogWarning("interrupted: what was done is kept, and the same command continues from there");
            return ExitCode.Interrupted;
        }
        catch (InputException e)
        {
            log.LogError("{Message}", e.Message);
            return ExitCode.BadInput;
        }
        catch (AuditException e)
        {
            log.LogError("{Message}", e.Message);
            return ExitCode.BadInput;
        }
        catch (UnauthorizedAccessException e)
        {
            log.LogError("{Message} Choose a folder that you may write, or ask for permission.", e.Message);
            return ExitCode.Failed;
        }
        catch (IOException e) when (DiskFull.Is(e))
        {
            log.LogError("{Message} Free some space, then run the same command again: it continues.", e.Message);
            return ExitCode.Failed;
        }
        catch (Exception e) when (verbosity != Verbosity.Verbose)
        {
            log.LogError("{Type}: {Message} (--verbose shows where)", e.GetType().Name, e.Message);
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            log.LogError(e, "{Message}", e.Message);
            return ExitCode.Failed;
        }
    }
}
