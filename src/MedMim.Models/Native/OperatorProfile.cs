using System.Runtime.InteropServices;
using System.Text;

namespace MedMim.Models.Native;

/// <summary>
/// Records the operators that libtorch runs for the thread that made it, until it is disposed; then they are in a file, in the
/// format of Chrome's traces. It is libtorch's own recorder (<c>torch::autograd::profiler::RecordProfile</c>), which times
/// the processor: of a GPU it sees no more than the handing over.
/// </summary>
public sealed unsafe class OperatorProfile : IDisposable
{
    private const string Begin = "_ZN5torch8autograd8profiler13RecordProfileC1ERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE";
    private const string End = "_ZN5torch8autograd8profiler13RecordProfileD1Ev";

    // A recorder is a pointer and a reference.
    private const int RecorderLength = 64;

    private readonly nint end;
    private void* recorder;

    /// <summary>Begins to record. Nothing else may be recording.</summary>
    /// <param name="path">The file, written when this is disposed; its folder must exist.</param>
    /// <exception cref="NotSupportedException">This libtorch does not export its recorder.</exception>
    public OperatorProfile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        nint begin;
        try
        {
            begin = TorchRuntime.Native.Function(Begin);
            end = TorchRuntime.Native.Function(End);
        }
        catch (EntryPointNotFoundException e)
        {
            throw new NotSupportedException("This libtorch does not export its profiler.", e);
        }

        recorder = NativeMemory.AllocZeroed(RecorderLength);
        var bytes = Encoding.UTF8.GetBytes(path + "\0");
        fixed (byte* text = bytes)
        {
            // libstdc++'s string begins with a pointer to its bytes and their number; it is read and not kept.
            var name = stackalloc nint[4] { (nint)text, bytes.Length - 1, bytes.Length - 1, 0 };
            ((delegate* unmanaged<void*, nint*, void>)begin)(recorder, name);
        }
    }

    /// <summary>Ends the recording and writes the file. Call it in the thread that began.</summary>
    public void Dispose()
    {
        if (recorder is null)
        {
            return;
        }

        ((delegate* unmanaged<void*, void>)end)(recorder);
        NativeMemory.Free(recorder);
        recorder = null;
    }
}
