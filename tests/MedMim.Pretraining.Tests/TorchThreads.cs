using System.Runtime.CompilerServices;
using MedMim.Models.Native;
using TorchSharp;

namespace MedMim.Pretraining.Tests;

/// <summary>One thread within an operation: the volumes here are tiny, and test classes run side by side.</summary>
internal static class TorchThreads
{
    [ModuleInitializer]
    internal static void Set()
    {
        TorchRuntime.Initialize();
        torch.set_num_threads(1);
    }
}
