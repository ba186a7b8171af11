using MedMim.Evaluation.Galleries;
using MedMim.Evaluation.Reports;
using MedMim.Imaging.Rendering;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests.Reports.Browser;

/// <summary>
/// A case whose every voxel tells where it is: 60 × 40 voxels of 1 mm on 20 slices of 2 mm, grey 40 + 6·slice, a black and a white edge so that the
/// window is that of the bytes, a reference and a prediction that overlap.
/// </summary>
internal static class ViewerPhantom
{
    public const int Slices = 20;
    public const int Rows = 40;
    public const int Columns = 60;

    /// <summary>The slice that the viewer opens at.</summary>
    public const int First = 8;

    public static int Grey(int slice) => 40 + (6 * slice);

    /// <summary>A report with it, in a grid of the given axes.</summary>
    public static void Write(string folder, Vector3 axisX, Vector3 axisY, Vector3 axisZ)
    {
        var grid = new VolumeGeometry(new(Slices, Rows, Columns), new(1, 1, 2), new(3, -5, 7), axisX, axisY, axisZ);
        var volumes = new GalleryVolumes(new(grid), new(grid), new(grid));
        for (var z = 0; z < Slices; z++)
        {
            for (var y = 0; y < Rows; y++)
            {
                for (var x = 0; x < Columns; x++)
                {
                    volumes.Scan[z, y, x] = x < 3 ? 0 : x >= Columns - 3 ? 255 : Grey(z);
                    var isIn = y is >= 10 and < 25 && z is >= 4 and < 16;
                    volumes.Reference[z, y, x] = (byte)(isIn && x is >= 10 and < 30 ? 1 : 0);
                    volumes.Prediction[z, y, x] = (byte)(isIn && x is >= 20 and < 40 ? 1 : 0);
                }
            }
        }

        var study = SampleStudy.Create(6);
        var viewer = ViewerVolumes.Of(volumes, new FieldOfView(First, 17, 20, 60));
        ReportWriter.Write(study with { Bootstrap = new(1) { Replicates = 100 }, Overlays = [study.Overlays[0] with { Viewer = viewer }, study.Overlays[1]] }, folder);
    }
}
