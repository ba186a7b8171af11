using System.Globalization;
using System.Runtime.InteropServices;
using MedMim.Audit.Records;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Workers;
using MedMim.Models.Native;
using MedMim.Training.Devices;

namespace MedMim.Studies;

/// <summary>The software and the machine that results depend on, for the audit log, the report and the doctor.</summary>
public static class MachineFacts
{
    private const string Absent = "not in this bundle";

    /// <summary>Versions by name: medmim, dotnet, libtorch, torchsharp, dicom, itk.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> VersionsAsync(CancellationToken cancellation)
    {
        var torch = TorchRuntime.Describe();
        return new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["medmim"] = typeof(MachineFacts).Assembly.GetName().Version!.ToString(3),
            ["dotnet"] = Environment.Version.ToString(),
            ["libtorch"] = torch.Version,
            ["torchsharp"] = torch.BindingVersion,
            ["dicom"] = await DicomAsync(cancellation),
            ["itk"] = ItkLibrary.Location is null ? Absent : ItkLibrary.Version,
        };
    }

    /// <summary>The machine: os, cpu, cores, memory, gpus.</summary>
    public static IReadOnlyDictionary<string, string> Machine()
    {
        var torch = TorchRuntime.Describe();
        return new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["os"] = RuntimeInformation.OSDescription,
            ["cpu"] = $"{ProcessorName()} ({torch.CpuCapability})",
            ["cores"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
            ["memory"] = $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20} MiB",
            ["gpus"] = torch.CudaDevices.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>What the audit log records with every step.</summary>
    /// <param name="device">Where models compute: <c>device</c> among the facts of the machine.</param>
    /// <param name="cancellation">Stops the asking.</param>
    internal static async Task<AuditContext> AuditContextAsync(ComputeDevice device, CancellationToken cancellation) => AuditContext.Current() with
    {
        Versions = Shortened(new SortedDictionary<string, string>(
            ProgramIdentity.Current().Concat(await VersionsAsync(cancellation)).DistinctBy(v => v.Key, StringComparer.Ordinal)
                .ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal)),
        Environment = Shortened(new SortedDictionary<string, string>(
            Machine().ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal) { ["device"] = device.Describe() }),
    };

    private static async Task<string> DicomAsync(CancellationToken cancellation)
    {
        var worker = new WorkerOptions { Count = 1 };
        if (!worker.IsPresent)
        {
            return Absent;
        }

        await using var reader = new WorkerScanReader(worker);
        return await reader.DescribeToolkitAsync(cancellation);
    }

    private static SortedDictionary<string, string> Shortened(IReadOnlyDictionary<string, string> words) =>
        new(words.ToDictionary(w => w.Key, w => EntryRules.Shorten(w.Value), StringComparer.Ordinal), StringComparer.Ordinal);

    private static string ProcessorName()
    {
        const string field = "model name";
        var line = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal))
            : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
