using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tissue;

internal static class Pieces
{
    /// <summary>
    /// The largest connected piece (sharing faces), and others of at least <paramref name="share"/> of its size: two legs
    /// are two pieces.
    /// </summary>
    public static Volume<byte> Largest(Volume<byte> mask, double share)
    {
        var components = ConnectedComponent.Execute(mask, fullyConnected: false);
        var counts = new long[components.Count + 1];
        foreach (var label in components.Labels.Voxels)
        {
            counts[label]++;
        }

        counts[0] = 0;
        var smallest = share * counts.Max();
        var result = new Volume<byte>(mask.Geometry);
        for (var i = 0; i < result.Voxels.Length; i++)
        {
            var label = components.Labels.Voxels[i];
            result.Voxels[i] = (byte)(label > 0 && counts[label] >= smallest ? 1 : 0);
        }

        return result;
    }
}
