using MedMim.Models.Native;
using TorchSharp;

namespace MedMim.Testing;

/// <summary>Tests that use torch: its libraries are loaded, and every tensor of a test goes with it.</summary>
public abstract class TorchTests : IDisposable
{
    private readonly DisposeScope scope;

    protected TorchTests()
    {
        TorchRuntime.Initialize();
        scope = torch.NewDisposeScope();
    }

    public void Dispose()
    {
        scope.Dispose();
        GC.SuppressFinalize(this);
    }
}
