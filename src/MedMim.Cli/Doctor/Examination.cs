using System.Globalization;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Workers;
using MedMim.Models.Native;

namespace MedMim.Cli.Doctor;

/// <summary>Looks at each thing that MedMim needs or can use on this machine.</summary>
internal static class Examination
{
    private const long EnoughMemory = 8L << 30;

    public static async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation) =>
    [
        .. Torch(),
        await DicomAsync(cancellation),
        ItkFinding.Of(ItkLibrary.Location, () => ItkLibrary.Version, new WorkerOptions { Count = 1 }.IsPresent),
        Mpi(),
        Memory(),
    ];

    private static IEnumerable<Finding> Torch()
    {
        TorchDescription torch;
        try
        {
            torch = TorchRuntime.Describe();
        }
        catch (InputException e)
        {
            return [new("libtorch", FindingState.Missing, $"{e.Subject}: {e.Problem}", e.Remedy)];
        }

        var fitted = torch.IsBindingFitted ? ", binding fitted in memory to this host's older libstdc++" : string.Empty;
        return
        [
            new("libtorch", FindingState.Good, $"{torch.Version} from {torch.Location.Folder} ({Origin(torch.Location.Origin)}){fitted}"),
            new("processor", FindingState.Good, $"{torch.CpuCapability} kernels, {(torch.Cpu.BFloat16 ? "bfloat16 in hardware" : "no bfloat16: training runs in float32")}, {torch.Threads} threads"),
            .. GpuFindings.Of(torch.CudaDevices, CudaDriver.Name, CudaDriver.TotalMemory),
        ];
    }

    private static string Origin(LibTorchOrigin origin) => origin switch
    {
        LibTorchOrigin.Environment => "named by MEDMIM_LIBTORCH",
        LibTorchOrigin.Bundle => "beside the program",
        _ => "the package cache",
    };

    private static async Task<Finding> DicomAsync(CancellationToken cancellation)
    {
        var worker = new WorkerOptions { Count = 1 };
        if (!worker.IsPresent)
        {
            return new("DICOM", FindingState.Optional, "no worker program beside this one: it trains, but reads no scans", "Ingest and prepare with a whole build.");
        }

        try
        {
            await using var reader = new WorkerScanReader(worker);
            return new("DICOM", FindingState.Good, await reader.DescribeToolkitAsync(cancellation) + ", in worker processes");
        }
        catch (InputException e)
        {
            return new("DICOM", FindingState.Missing, $"{e.Subject}: {e.Problem}", "Install GDCM's C# bindings: apt-get install libgdcm-cil. " + e.Remedy);
        }
    }

    private static Finding Mpi()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':')
            .Select(folder => Path.Combine(folder, "mpirun"))
            .FirstOrDefault(File.Exists);
        return program is not null
            ? new("MPI", FindingState.Good, program)
            : new("MPI", FindingState.Optional, "no mpirun", "Only 'medmim pretrain' on several processes needs it: apt-get install openmpi-bin.");
    }

    private static Finding Memory()
    {
        var bytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var text = string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):0.0} GiB");
        return bytes >= EnoughMemory
            ? new("memory", FindingState.Good, text)
            : new("memory", FindingState.Optional, text, "Large scans may need 8 GiB: choose small patches and batches.");
    }
}
