using System.Runtime.InteropServices;
using MedMim.Models.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.Models.Tests.Native;

public sealed class ScalarDisposalTests
{
    public ScalarDisposalTests() => TorchRuntime.Initialize();

    [Fact]
    public void Scalars_survive_a_collector_that_never_rests()
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            for (var i = 0; i < 2000; i++)
            {
                AddAndMultiply(i);
            }
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
    }

    [Fact]
    public void What_TorchSharp_disposes_waits()
    {
        ((Scalar)1).Dispose();
        Assert.True(ScalarDisposal.Retired.Waiting > 0);
    }

    [Fact]
    public void A_library_before_the_binding_has_one_function_of_its_own_and_the_rest_of_the_binding() =>
        AssertStandsBefore(TorchRuntime.Native.Binding, "libLibTorchSharp.so", "THSTorch_dispose_scalar", "THSTensor_dispose");

    [Fact]
    public void It_finds_a_library_loaded_from_a_file_outside_the_search_path_too() =>
        AssertStandsBefore(
            TorchRuntime.Native.Handle("torch_cpu"), "libtorch_cpu.so",
            "_ZN2at8autocast17increment_nestingEv", "_ZN2at8autocast17decrement_nestingEv");

    [Fact]
    public void It_is_refused_where_the_other_library_is_not_loaded() =>
        Assert.Throws<DllNotFoundException>(
            () => MemoryLibrary.Load("medmim-test", OneFunctionLibrary.Before("libabsent.so", "f", 1), global: false));

    // Looked up only: the function is never called.
    private static void AssertStandsBefore(nint behind, string soname, string own, string other)
    {
        var target = nint.MaxValue - 1;
        var library = MemoryLibrary.Load(
            "medmim-test", OneFunctionLibrary.Before(soname, own, target), global: false);
        var function = NativeLibrary.GetExport(library, own);
        Assert.NotEqual(NativeLibrary.GetExport(behind, own), function);
        Assert.Equal(target, (nint)Marshal.ReadInt64(function, 2));
        Assert.Equal(NativeLibrary.GetExport(behind, other), NativeLibrary.GetExport(library, other));
    }

    // Fifty operations, each with a scalar of ours or of TorchSharp's own, on numbers that float64 holds exactly.
    private static void AddAndMultiply(int seed)
    {
        using var scope = NewDisposeScope();
        var x = full([4], seed, ScalarType.Float64);
        var expected = (double)seed;
        for (var i = 0; i < 10; i++)
        {
            x = (x + i).add(i + 0.5).mul_(2).sub(1).add(x);
            expected += (2 * (expected + i + i + 0.5)) - 1;
        }

        Assert.Equal([expected, expected, expected, expected], x.data<double>().ToArray());
    }
}
