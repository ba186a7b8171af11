using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Workers;

/// <summary>One worker process, seen from the parent. Used by one caller at a time.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly Refusal Crashed = new(RefusalCodes.DecoderCrashed, "The decoder crashed on it.");
    private static readonly Refusal TimedOut = new(RefusalCodes.DecoderTimeout, "The decoder did not answer in time.");

    private readonly Process _process;
    private readonly TimeSpan _timeout;

    private WorkerProcess(Process process, TimeSpan timeout)
    {
        _process = process;
        _timeout = timeout;
    }

    /// <summary>The DICOM toolkit inside and its version.</summary>
    public string Toolkit { get; private set; } = string.Empty;

    /// <summary>Starts a process and waits until it is ready.</summary>
    /// <exception cref="InputException">It is not there or does not start.</exception>
    public static async Task<WorkerProcess> StartAsync(WorkerOptions options, CancellationToken cancellation)
    {
        if (!File.Exists(options.Program))
        {
            throw new InputException(
                "the scan reader (MedMim.Imaging.Worker)",
                "is not beside the application",
                "Build it, or name it in the environment variable MEDMIM_WORKER.");
        }

        var process = Start(options);
        var worker = new WorkerProcess(process, options.Timeout);
        try
        {
            worker.Toolkit = (await worker.ReceiveAsync(cancellation)).Toolkit ?? string.Empty;
            return worker;
        }
        catch (WorkerLostException e)
        {
            worker.Dispose();
            throw NotStarted(e);
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request.</summary>
    public async Task SendAsync(WorkerRequest request, ReadOnlyMemory<byte> attachment, CancellationToken cancellation)
    {
        try
        {
            using var watch = Watch(cancellation, out _);
            await MessageStream.WriteAsync(
                _process.StandardInput.BaseStream, request, WorkerJson.Default.WorkerRequest, attachment, CancellationToken.None);
        }
        catch (IOException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new WorkerLostException(Crashed);
        }
    }

    /// <summary>Waits for the next reply. On a timeout or a cancellation the process is killed.</summary>
    /// <exception cref="WorkerLostException">The process died, or did not answer in time.</exception>
    /// <exception cref="InputException">Nothing can be read before a person has put something right.</exception>
    public async Task<WorkerReply> ReceiveAsync(CancellationToken cancellation)
    {
        using var watch = Watch(cancellation, out var late);
        try
        {
            var (reply, _) = await MessageStream.ReadAsync(
                _process.StandardOutput.BaseStream, WorkerJson.Default.WorkerReply, CancellationToken.None);
            return reply.Fault is { } fault ? throw new InputException(fault.Subject, fault.Problem, fault.Remedy) : reply;
        }
        catch (Exception e) when (e is IOException or System.Text.Json.JsonException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new WorkerLostException(late.IsCancellationRequested ? TimedOut : Crashed);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    // Reading a pipe cannot be cancelled reliably; killing the writer ends the read.
    private CancellationTokenSource Watch(CancellationToken cancellation, out CancellationToken late)
    {
        var watch = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        watch.Token.Register(Kill);
        watch.CancelAfter(_timeout);
        late = watch.Token;
        return watch;
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended by itself.
        }
    }

    private static InputException NotStarted(Exception e) => new(
        "the scan reader (MedMim.Imaging.Worker)",
        "does not start",
        "Install GDCM's bindings (the Debian package libgdcm-cil) and the .NET runtime; medmim doctor tells what is missing.",
        e);

    private static Process Start(WorkerOptions options)
    {
        var info = StartInfo(options);
        try
        {
            return Process.Start(info)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw NotStarted(e);
        }
    }

    private static ProcessStartInfo StartInfo(WorkerOptions options)
    {
        var isAssembly = options.Program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var root = DotnetRoot.Find(RuntimeEnvironment.GetRuntimeDirectory(), Environment.GetEnvironmentVariable);
        if (isAssembly && root is null)
        {
            throw new InputException(
                "the .NET runtime", "is not found, and the scan reader needs it", "Install it, or name its folder in the environment variable DOTNET_ROOT.");
        }

        var info = new ProcessStartInfo(isAssembly ? DotnetRoot.Program(root!) : options.Program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        if (isAssembly)
        {
            info.ArgumentList.Add("exec");
            info.ArgumentList.Add(options.Program);
        }

        info.ArgumentList.Add(options.AssumedOrientation.ToString());
        if (root is not null)
        {
            info.Environment[DotnetRoot.Variable] = root;
        }

        info.Environment["DOTNET_GCHeapHardLimit"] = options.Memory.ToString("X", CultureInfo.InvariantCulture);
        info.Environment[WorkerIsolation.MemoryVariable] = options.Memory.ToString(CultureInfo.InvariantCulture);
        return info;
    }
}
