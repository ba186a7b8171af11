using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.FineTuning.Segmentation;
using MedMim.Foundation.Files;
using MedMim.Imaging.Measurements;
using MedMim.Imaging.Volumes;

namespace MedMim.Studies.Prediction;

/// <summary><c>ID.statistics.json</c>: the lesions of a prediction, each a 26-connected component of a label.</summary>
/// <param name="Format">Version of this layout: 1.</param>
/// <param name="Scan">The scan's pseudonym.</param>
/// <param name="VoxelMl">The volume of a voxel, ml.</param>
/// <param name="Labels">A label each, in the order of their values, those without a lesion too.</param>
public sealed record LesionStatistics(int Format, string Scan, double VoxelMl, IReadOnlyList<LesionStatistics.LabelEntry> Labels)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <summary>One label.</summary>
    /// <param name="Value">Its value in the label volume.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="VolumeMl">The volume of all its voxels, ml.</param>
    /// <param name="Lesions">Its lesions, the largest first.</param>
    public sealed record LabelEntry(int Value, string Name, double VolumeMl, IReadOnlyList<LesionEntry> Lesions);

    /// <summary>One lesion.</summary>
    /// <param name="Number">1 for the label's largest, and so on.</param>
    /// <param name="Voxels">How many voxels.</param>
    /// <param name="VolumeMl">Their volume, ml.</param>
    /// <param name="DiameterMm">The largest distance between two of its voxel centres, mm.</param>
    /// <param name="AxialDiameterMm">The largest such distance within one axial slice, mm.</param>
    /// <param name="CentroidLpsMm">The mean of its voxel centres: x to the left, y to the back, z to the head, mm.</param>
    public sealed record LesionEntry(
        int Number, long Voxels, double VolumeMl, double DiameterMm, double AxialDiameterMm, IReadOnlyList<double> CentroidLpsMm);

    /// <summary>Measures a prediction.</summary>
    /// <param name="scan">The scan's pseudonym.</param>
    /// <param name="volume">Label values on the scan's grid.</param>
    /// <param name="labels">The model's labels.</param>
    public static LesionStatistics Of(string scan, Volume<byte> volume, IReadOnlyList<LabelClass> labels)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(labels);
        return new(1, scan, volume.Geometry.VoxelVolume / 1000, [.. labels.Select(Entry)]);

        LabelEntry Entry(LabelClass label)
        {
            LesionEntry[] lesions = [.. LesionMeasurement.All(volume, (byte)label.Value).Select((l, i) => new LesionEntry(
                i + 1, l.Voxels, Rounded(l.Volume, 6), Rounded(l.Diameter, 3), Rounded(l.AxialDiameter, 3),
                [Rounded(l.Centroid.X, 3), Rounded(l.Centroid.Y, 3), Rounded(l.Centroid.Z, 3)]))];
            return new(label.Value, label.Name, Rounded(lesions.Sum(l => l.Voxels) * volume.Geometry.VoxelVolume / 1000, 6), lesions);
        }
    }

    /// <summary>Writes the file; it appears whole or not at all.</summary>
    public void Write(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this, Json) + "\n");

    private static double Rounded(double value, int digits) => Math.Round(value, digits);
}
