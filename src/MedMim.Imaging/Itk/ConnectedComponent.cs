using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Itk;

/// <summary>Numbers the connected components of a mask.</summary>
public static class ConnectedComponent
{
    /// <summary>Components of the non-zero voxels.</summary>
    /// <param name="mask">Non-zero is foreground.</param>
    /// <param name="fullyConnected">True: voxels that share a face, edge or corner touch (26); false: a face (6).</param>
    public static unsafe Components Execute(Volume<byte> mask, bool fullyConnected = true)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var labels = new Volume<int>(mask.Geometry);
        var geometry = NativeGeometry.From(mask.Geometry);
        var count = 0;
        ItkLibrary.Call((ref byte message, int capacity) =>
        {
            fixed (byte* source = mask.Voxels)
            fixed (int* target = labels.Voxels)
            {
                return NativeMethods.ConnectedComponent(
                    geometry, source, fullyConnected ? 1 : 0, target, out count, ref message, capacity);
            }
        });
        return new(labels, count);
    }
}
