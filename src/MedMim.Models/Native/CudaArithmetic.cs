namespace MedMim.Models.Native;

/// <summary>
/// How libtorch computes on GPUs, for the whole process. TorchSharp lacks these switches; they are members of <c>at::Context</c>
/// (ATen/Context.h).
/// </summary>
public static unsafe class CudaArithmetic
{
    private const string Workspace = "CUBLAS_WORKSPACE_CONFIG";

    /// <summary>
    /// Lets a GPU use only algorithms that add in a fixed order, so that the same run on the same kind of GPU gives the same bytes.
    /// An operation that has none then fails and says so. Call it before the first work on a GPU.
    /// </summary>
    public static void MakeRepeatable()
    {
        // Products on one stream are repeatable in a workspace of fixed size; what the user chose stays.
        LibC.SetVariable(Workspace, ":4096:8", overwrite: false);
        Set("_ZN2at7Context21setDeterministicCuDNNEb", true);
        var context = Context();
        ((delegate* unmanaged<nint, byte, byte, void>)TorchRuntime.Native.Function("_ZN2at7Context26setDeterministicAlgorithmsEbb"))(context, 1, 0);

        // On by default with the above: fresh memory would be filled with NaN, which costs a pass over every tensor.
        Set("_ZN2at7Context39setDeterministicFillUninitializedMemoryEb", false);
    }

    /// <summary>
    /// Whether float32 numbers may be rounded to TF32 (10 bits of mantissa) on their way into convolutions and matrix products. PyTorch's
    /// defaults, and ours, are true and false.
    /// </summary>
    /// <param name="convolutions">In convolutions.</param>
    /// <param name="products">In matrix products.</param>
    public static void SetTF32(bool convolutions, bool products)
    {
        Set("_ZN2at7Context17setAllowTF32CuDNNEb", convolutions);
        Set("_ZN2at7Context18setAllowTF32CuBLASEb", products);
    }

    private static void Set(string symbol, bool value) =>
        ((delegate* unmanaged<nint, byte, void>)TorchRuntime.Native.Function(symbol))(Context(), value ? (byte)1 : (byte)0);

    private static nint Context() => ((delegate* unmanaged<nint>)TorchRuntime.Native.Function("_ZN2at13globalContextEv"))();
}
