using System.Diagnostics;
using MedMim.Models.Native;
using MedMim.Training.Options;
using static TorchSharp.torch;

namespace MedMim.Pretraining.Benchmarks;

/// <summary>How fast this machine multiplies matrices: the most that a network of matrix products can reach.</summary>
internal static class MatmulCeiling
{
    private const int Edge = 2048;
    private const int Repeats = 7;

    /// <summary>Floating-point operations a second: the best of several products of two 2048² matrices.</summary>
    public static double Measure(Precision precision)
    {
        TorchRuntime.Initialize();
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var type = precision == Precision.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32;
        var (a, b) = (ones([Edge, Edge], type), ones([Edge, Edge], type));
        var best = double.MaxValue;
        for (var i = 0; i < Repeats; i++)
        {
            var began = Stopwatch.GetTimestamp();
            a.mm(b).Dispose();
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        return 2.0 * Edge * Edge * Edge / best;
    }
}
