using System.Globalization;
using MedMim.Foundation.Failures;
using MedMim.Models.Native;
using MedMim.Training.Ranks.Mpi;
using TorchSharp;

namespace MedMim.Training.Devices;

/// <summary>
/// Where a model computes, as a person names it: <c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>. It is of the machine
/// and not of the study: no protocol and no digest holds it.
/// </summary>
public sealed record ComputeDevice
{
    private const string Subject = "--device";
    private const string CudaName = "cuda";

    private readonly bool isCuda;
    private readonly int? index;

    private ComputeDevice(bool isAuto, bool isCuda, int? index) => (IsAuto, this.isCuda, this.index) = (isAuto, isCuda, index);

    /// <summary>A GPU where there is one, else the processor.</summary>
    public static ComputeDevice Auto { get; } = new(isAuto: true, isCuda: false, null);

    /// <summary>The processor.</summary>
    public static ComputeDevice Cpu { get; } = new(isAuto: false, isCuda: false, null);

    /// <summary>Whether the machine decides.</summary>
    public bool IsAuto { get; }

    /// <summary>Reads a name.</summary>
    /// <exception cref="InputException">It is none of those.</exception>
    public static ComputeDevice Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(':') switch
        {
            ["auto"] => Auto,
            ["cpu"] => Cpu,
            [CudaName] => new(isAuto: false, isCuda: true, null),
            [CudaName, var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) =>
                new(isAuto: false, isCuda: true, n),
            _ => throw new InputException(Subject, $"is '{text}'", "Give auto, cpu, cuda or cuda:N, such as cuda:0."),
        };
    }

    /// <summary>
    /// The device itself; loads libtorch. Without a number it is the first GPU, or where a launcher started several processes on
    /// this node, the process's own.
    /// </summary>
    /// <exception cref="InputException">A GPU was asked for that is not there.</exception>
    public torch.Device Open()
    {
        TorchRuntime.Initialize();
        var count = IsAuto || isCuda ? CudaDevices.Count : 0;
        if (!isCuda && count == 0)
        {
            return torch.CPU;
        }

        Require(count, CudaDevices.IsSupported);
        CudaArithmetic.MakeRepeatable();
        return new torch.Device(DeviceType.CUDA, index ?? (MpiLaunch.LocalRank % count));
    }

    /// <summary>Throws where a GPU was asked for that is not there. Costs nothing where none was asked for.</summary>
    /// <exception cref="InputException">It is not there.</exception>
    public void RequirePresent()
    {
        if (isCuda)
        {
            Open();
        }
    }

    /// <summary>The device for records: <c>cpu</c>, or <c>cuda:0 (NVIDIA H100 80GB HBM3)</c>.</summary>
    /// <exception cref="InputException">A GPU was asked for that is not there.</exception>
    public string Describe()
    {
        var device = Open();
        return device.type != DeviceType.CUDA ? device.ToString()
            : CudaDriver.Name(device.index) is { } name ? $"{device} ({name})" : device.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() =>
        IsAuto ? "auto" : !isCuda ? "cpu" : index is { } n ? string.Create(CultureInfo.InvariantCulture, $"{CudaName}:{n}") : CudaName;

    /// <summary>Compares what was asked for with what there is.</summary>
    internal void Require(int count, bool isSupported)
    {
        const string orCpu = "or choose --device cpu.";
        if (!isSupported)
        {
            throw new InputException(
                Subject, $"is {this}, but the libtorch in use has no CUDA",
                $"Name a PyTorch 2.10 or 2.11 with CUDA in {LibTorchLocator.Variable}, build with -p:Torch=cuda, {orCpu}");
        }

        if (count == 0)
        {
            throw new InputException(
                Subject, $"is {this}, but no GPU was found here", $"See what nvidia-smi says of device and driver, {orCpu}");
        }

        if (index >= count)
        {
            throw new InputException(
                Subject, $"is {this}, but the last of {count} is {CudaName}:{count - 1}", "Give a smaller number; they begin at 0.");
        }
    }
}
