using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;
using MedMim.Phantom.Synthesis;

namespace MedMim.Phantom.Archive;

/// <summary>Small series and files, each with one fault for which ingest has to refuse it.</summary>
internal sealed class PlantedRefusals(PhantomOptions options, string archive)
{
    private const int FirstPatient = 900;
    private const string Root = "INCOMING";
    private static readonly GridSize Small = new(11, 64, 64);
    private static readonly Vector3 Coarse = new(5.4, 5.4, 6);
    private readonly List<DicomFile> files = [];
    private readonly List<PlantedRefusal> refusals = [];
    private int patient = FirstPatient;

    /// <summary>What to write.</summary>
    public IReadOnlyList<DicomFile> Files => files;

    /// <summary>What must come of it.</summary>
    public IReadOnlyList<PlantedRefusal> Refusals => refusals;

    /// <summary>The file that is to be cut short once it is written.</summary>
    public string ToTruncate { get; private set; } = string.Empty;

    /// <summary>The text file that calls itself DICOM.</summary>
    public static string TextFile => Path.Combine(Root, "patient list.dcm");

    /// <summary>Plans them all.</summary>
    public PlantedRefusals Plan()
    {
        AddMissingSlice();
        AddFew("localizer", RefusalCodes.NotAVolume, ["ORIGINAL", "PRIMARY", "LOCALIZER"]);
        AddFew("two slices", RefusalCodes.TooFewSlices, ["ORIGINAL", "PRIMARY", "AXIAL"]);
        AddTruncated();
        AddMixedOrientations();
        AddTilted();
        AddStructuresWithoutImage();
        refusals.Add(new("file", RefusalCodes.NotAScan, TextFile, 1));
        return this;
    }

    private void AddMissingSlice()
    {
        var (folder, series) = Next("missing slice", Axial);
        var slices = series.Files(Path.Combine(archive, folder)).ToList();
        slices.RemoveAt(6);
        Refuse("series", RefusalCodes.MissingSlices, folder, slices);
    }

    private void AddFew(string name, string code, string[] imageType)
    {
        var (folder, series) = Next(name, Axial, imageType);
        Refuse("series", code, folder, [.. series.Files(Path.Combine(archive, folder)).Take(2)]);
    }

    // The file is refused for what it is, and then its series for the gap that it leaves.
    private void AddTruncated()
    {
        var (folder, series) = Next("truncated", Axial);
        var slices = series.Files(Path.Combine(archive, folder));
        ToTruncate = slices[4].Path;
        files.AddRange(slices);
        refusals.Add(new("file", RefusalCodes.Truncated, Path.GetRelativePath(archive, ToTruncate), 1));
        refusals.Add(new("series", RefusalCodes.MissingSlices, folder, slices.Count - 1));
    }

    private void AddMixedOrientations()
    {
        var (folder, axial) = Next("mixed orientations", Axial);
        var coronal = new CtSeries(axial.Patient, Scan(Coronal), options.Seed, axial.Name);
        var path = Path.Combine(archive, folder);

        // Two slices of the other orientation make no volume of their own: what the series should have been is open.
        Refuse("series", RefusalCodes.MixedOrientation, folder, [.. axial.Files(path).Take(9), .. coronal.Files(path).Skip(9)]);
    }

    private void AddTilted()
    {
        // The stack leans, the slices do not: the z axis is not perpendicular to them. A real gantry's angle would be
        // straightened; this one is more than any gantry can be tilted.
        var (folder, series) = Next("gantry tilt", Axial with { AxisZ = new(0, Math.Sin(0.9), Math.Cos(0.9)) });
        Refuse("series", RefusalCodes.GantryTilt, folder, series.Files(Path.Combine(archive, folder)));
    }

    private void AddStructuresWithoutImage()
    {
        var (folder, series) = Next("structures only", Axial);
        var path = Path.Combine(folder, "RTSTRUCT.dcm");
        var outline = ContourTracer.Trace(series.Geometry, new Shapes.Ellipsoid(default, new(20, 20, 20))).Contours;
        files.Add(StructureFile.Of(series, [new(1, "GTV_1", outline)], options.Seed, Path.Combine(archive, path)));
        refusals.Add(new("file", RefusalCodes.LabelWithoutImage, path, 1));
    }

    private void Refuse(string scope, string code, string folder, IReadOnlyList<DicomFile> slices)
    {
        files.AddRange(slices);
        refusals.Add(new(scope, code, folder, slices.Count));
    }

    private (string Folder, CtSeries Series) Next(string name, VolumeGeometry geometry, string[]? imageType = null)
    {
        var identity = PatientIdentity.Of(patient++);
        var series = new CtSeries(identity, Scan(geometry), options.Seed, "planted/" + name)
        {
            ImageType = imageType ?? ["ORIGINAL", "PRIMARY", "AXIAL"],
        };
        return (Path.Combine(Root, identity.Folder, name), series);
    }

    private Volume<short> Scan(VolumeGeometry geometry) => PatientSynthesis.Make(options, patient, geometry).Image;

    private static VolumeGeometry Axial =>
        new(Small, Coarse, new(-170, -165, -30), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    private static VolumeGeometry Coronal =>
        new(Small, Coarse, new(-170, -30, 170), new(1, 0, 0), new(0, 0, -1), new(0, 1, 0));
}
