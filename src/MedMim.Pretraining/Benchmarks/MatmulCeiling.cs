using System.Diagnostics;
using MedMim.Models.Native;
using MedMim.Training.Options;
using static TorchSharp.torch;

namespace MedMim.Pretraining.Benchmarks;

/// <summary>How fast a device multiplies matrices: the most that a network of matrix products can reach.</summary>
/// <param name="Flops">Floating-point operations a second: the best of several products of two square matrices.</param>
/// <param name="Type">Of their numbers: bfloat16 on a GPU, elsewhere those of the run.</param>
/// <param name="Edge">Their rows, enough to keep the device busy.</param>
public sealed record MatmulCeiling(double Flops, Precision Type, int Edge)
{
    private const int Repeats = 7;

    /// <summary>Measures it.</summary>
    internal static MatmulCeiling Measure(Precision precision, Device device)
    {
        TorchRuntime.Initialize();
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var isCuda = device.type == TorchSharp.DeviceType.CUDA;
        var (type, edge, products) = isCuda ? (Precision.BFloat16, 8192, 10) : (precision, 2048, 1);
        var numbers = type == Precision.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32;
        var (a, b) = (randn([edge, edge], numbers, device), randn([edge, edge], numbers, device));
        var best = double.MaxValue;
        for (var i = 0; i < Repeats; i++)
        {
            Wait();
            var began = Stopwatch.GetTimestamp();
            for (var j = 0; j < products; j++)
            {
                a.mm(b).Dispose();
            }

            Wait();
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalSeconds / products);
        }

        return new(2.0 * edge * edge * edge / best, type, edge);

        void Wait()
        {
            if (isCuda)
            {
                cuda.synchronize(device);
            }
        }
    }
}
