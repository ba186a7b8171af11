using MedMim.Foundation.Progress;
using Microsoft.Extensions.Logging;

namespace MedMim.Cli.Hosting;

/// <summary>What a verb is given by the host.</summary>
/// <param name="Logging">Loggers, which write to standard error.</param>
/// <param name="Progress">Bars on a terminal, plain lines elsewhere, nothing with <c>--quiet</c>.</param>
/// <param name="Output">Standard output: what a verb was asked for, so that it can be piped.</param>
/// <param name="Summary">Standard output too, for what a verb did; nowhere with <c>--quiet</c>.</param>
/// <param name="CommandLine">The command as typed, for the audit.</param>
internal sealed record VerbContext(
    ILoggerFactory Logging, IProgressReporter Progress, TextWriter Output, TextWriter Summary, string CommandLine);
