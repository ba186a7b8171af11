using MedMim.Imaging.Volumes;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// The part of a window that lies inside its volume, as views of tensors whose last axes are [d, h, w].
/// </summary>
internal readonly record struct WindowPlace((int Z, int Y, int X) Start, GridSize Patch, GridSize Volume)
{
    public static WindowPlace Of((int Z, int Y, int X) start, GridSize patch, GridSize volume) => new(start, patch, volume);

    /// <summary>The part as it lies in a tensor of the volume's size.</summary>
    public Tensor InVolume(Tensor volume) => Narrow(volume, 0, 0, 0);

    /// <summary>The part as it lies in a tensor of the window's size.</summary>
    public Tensor InWindow(Tensor window) => Narrow(window, Start.Z, Start.Y, Start.X);

    private Tensor Narrow(Tensor tensor, int offsetZ, int offsetY, int offsetX)
    {
        var (z0, z1) = Overlap(Start.Z, Patch.Z, Volume.Z);
        var (y0, y1) = Overlap(Start.Y, Patch.Y, Volume.Y);
        var (x0, x1) = Overlap(Start.X, Patch.X, Volume.X);
        return tensor.narrow(-3, z0 - offsetZ, z1 - z0).narrow(-2, y0 - offsetY, y1 - y0).narrow(-1, x0 - offsetX, x1 - x0);
    }

    private static (int From, int To) Overlap(int start, int patch, int extent) => (Math.Max(0, start), Math.Min(extent, start + patch));
}
