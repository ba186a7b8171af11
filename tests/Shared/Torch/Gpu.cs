using MedMim.Models.Native;
using TorchSharp;

namespace MedMim.Testing;

/// <summary>For tests that compute on a GPU. Where there is none they are skipped; where there is one they run with all others.</summary>
internal static class Gpu
{
    /// <summary>What <c>--device</c> would say.</summary>
    public const string Name = "cuda";

    /// <summary>The first GPU, which computes float32 as the processor does: without TF32, so that both can be compared.</summary>
    public static torch.Device Require()
    {
        TorchRuntime.Initialize();
        Assert.SkipWhen(CudaDevices.Count == 0, "There is no GPU, or the libtorch in use knows none (MEDMIM_LIBTORCH).");
        CudaArithmetic.MakeRepeatable();
        CudaArithmetic.SetTF32(convolutions: false, products: false);
        return torch.CUDA;
    }

    /// <summary>‖a − b‖ / ‖b‖, both brought to the processor's memory as float64.</summary>
    public static double Distance(torch.Tensor a, torch.Tensor b)
    {
        using var scope = torch.NewDisposeScope();
        using var off = torch.no_grad();
        var (x, y) = (a.cpu().to(torch.ScalarType.Float64), b.cpu().to(torch.ScalarType.Float64));
        return ((x - y).norm() / y.norm()).ToDouble();
    }
}
