using System.Globalization;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Structures;
using MedMim.Phantom.Shapes;
using MedMim.Phantom.Synthesis;

namespace MedMim.Phantom.Archive;

/// <summary>One patient's part of the archive.</summary>
/// <param name="Files">What to write.</param>
/// <param name="Series">What the manifest says of it.</param>
internal sealed record PatientFiles(IReadOnlyList<DicomFile> Files, PhantomSeries Series)
{
    private const int BodyPoints = 4;

    /// <summary>Synthesises a patient and lays out the files.</summary>
    public static PatientFiles Make(PhantomOptions options, int patient, string archive)
    {
        var identity = PatientIdentity.Of(patient);
        var scan = PatientSynthesis.Make(options, patient, ScanGeometry.Of(options, patient));
        var series = new CtSeries(identity, scan.Image, options.Seed, "ct/" + identity.Id) { Unsigned = patient % 3 != 2 };
        var folder = Path.Combine(identity.Folder, "CT");
        var structures = Path.Combine(identity.Folder, "RTSTRUCT.dcm");
        var (regions, tumours) = Outline(scan);
        return new(
            [.. series.Files(Path.Combine(archive, folder)),
                StructureFile.Of(series, regions, options.Seed, Path.Combine(archive, structures))],
            new(identity, series.Uid, folder, structures, series.Geometry, tumours));
    }

    private static (List<StructureRegion> Regions, List<PhantomTumour> Tumours) Outline(PatientScan scan)
    {
        var geometry = scan.Image.Geometry;
        var regions = new List<StructureRegion>();
        var tumours = new List<PhantomTumour>();
        void Add(string name, IShape shape, int every, bool tumour)
        {
            var (contours, voxels) = ContourTracer.Trace(geometry, shape, every);
            if (contours.Count == 0)
            {
                return;
            }

            regions.Add(new(regions.Count + 1, name, contours));
            if (tumour)
            {
                tumours.Add(new(name, voxels, Math.Cbrt(voxels * geometry.VoxelVolume * 0.75 / Math.PI)));
            }
        }

        Add("BODY", scan.Body, BodyPoints, tumour: false);
        Add("Liver", scan.Liver, 2, tumour: false);
        foreach (var shape in scan.Tumours)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"GTV_{tumours.Count + 1}"), shape, 1, tumour: true);
        }

        return (regions, tumours);
    }
}
