using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace MedMim.Cli.Terminal;

/// <summary>Log messages as plain lines: nothing before an ordinary one, <c>warning:</c> or <c>error:</c> before the others.</summary>
internal sealed class TerminalLoggerProvider(IAnsiConsole console) : ILoggerProvider
{
    private readonly Lock gate = new();

    public ILogger CreateLogger(string categoryName) => new TerminalLogger(this);

    public void Dispose()
    {
    }

    private void Write(LogLevel level, string message, Exception? exception)
    {
        var (prefix, style) = level switch
        {
            >= LogLevel.Error => ("error: ", new Style(Color.Red)),
            LogLevel.Warning => ("warning: ", new Style(Color.Yellow)),
            LogLevel.Information => (string.Empty, Style.Plain),
            _ => (string.Empty, new Style(Color.Grey)),
        };
        lock (gate)
        {
            if (prefix.Length > 0)
            {
                console.Write(new Text(prefix, style));
            }

            console.Write(new Text(message + "\n", level <= LogLevel.Debug ? style : Style.Plain));
            if (exception is not null)
            {
                console.Write(new Text(exception + "\n", new Style(Color.Grey)));
            }
        }
    }

    private sealed class TerminalLogger(TerminalLoggerProvider provider) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            provider.Write(logLevel, formatter(state, exception), exception);
    }
}
