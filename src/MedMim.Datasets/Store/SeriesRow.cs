using System.Text.Json.Serialization;
using MedMim.Imaging.Volumes;
using Parquet.Serialization.Attributes;

namespace MedMim.Datasets.Store;

/// <summary>
/// <see cref="SeriesRecord"/> as columns of <c>catalog.parquet</c>. Geometry is in double precision, so it survives the
/// round trip exactly: size in voxels, spacing and origin in mm, axes as unit vectors, LPS.
/// </summary>
internal sealed class SeriesRow
{
    [JsonPropertyName("id"), ParquetRequired] public string Id { get; set; } = string.Empty;

    [JsonPropertyName("patient"), ParquetRequired] public string Patient { get; set; } = string.Empty;

    [JsonPropertyName("study"), ParquetRequired] public string Study { get; set; } = string.Empty;

    [JsonPropertyName("modality"), ParquetRequired] public string Modality { get; set; } = string.Empty;

    [JsonPropertyName("manufacturer"), ParquetRequired] public string Manufacturer { get; set; } = string.Empty;

    [JsonPropertyName("source_format"), ParquetRequired] public string SourceFormat { get; set; } = string.Empty;

    [JsonPropertyName("size_z")] public int SizeZ { get; set; }

    [JsonPropertyName("size_y")] public int SizeY { get; set; }

    [JsonPropertyName("size_x")] public int SizeX { get; set; }

    [JsonPropertyName("spacing_z")] public double SpacingZ { get; set; }

    [JsonPropertyName("spacing_y")] public double SpacingY { get; set; }

    [JsonPropertyName("spacing_x")] public double SpacingX { get; set; }

    [JsonPropertyName("origin_x")] public double OriginX { get; set; }

    [JsonPropertyName("origin_y")] public double OriginY { get; set; }

    [JsonPropertyName("origin_z")] public double OriginZ { get; set; }

    [JsonPropertyName("axis_x_x")] public double AxisXX { get; set; }

    [JsonPropertyName("axis_x_y")] public double AxisXY { get; set; }

    [JsonPropertyName("axis_x_z")] public double AxisXZ { get; set; }

    [JsonPropertyName("axis_y_x")] public double AxisYX { get; set; }

    [JsonPropertyName("axis_y_y")] public double AxisYY { get; set; }

    [JsonPropertyName("axis_y_z")] public double AxisYZ { get; set; }

    [JsonPropertyName("axis_z_x")] public double AxisZX { get; set; }

    [JsonPropertyName("axis_z_y")] public double AxisZY { get; set; }

    [JsonPropertyName("axis_z_z")] public double AxisZZ { get; set; }

    [JsonPropertyName("voxel_type"), ParquetRequired] public string VoxelType { get; set; } = string.Empty;

    [JsonPropertyName("unit"), ParquetRequired] public string Unit { get; set; } = string.Empty;

    [JsonPropertyName("minimum")] public double Minimum { get; set; }

    [JsonPropertyName("maximum")] public double Maximum { get; set; }

    [JsonPropertyName("tissue_prior"), ParquetRequired] public string TissuePrior { get; set; } = string.Empty;

    [JsonPropertyName("tissue_fraction")] public double TissueFraction { get; set; }

    [JsonPropertyName("has_label")] public bool HasLabel { get; set; }

    [JsonPropertyName("label_values"), ParquetRequired] public string LabelValues { get; set; } = string.Empty;

    /// <summary>-1 where it is not known: also in a table that was written before there was this column.</summary>
    [JsonPropertyName("labelled_voxels")] public long LabelledVoxels { get; set; } = -1;

    [JsonPropertyName("channel")] public string Channel { get; set; } = string.Empty;

    [JsonPropertyName("frame")] public string Frame { get; set; } = string.Empty;

    [JsonPropertyName("scanner")] public string Scanner { get; set; } = string.Empty;

    [JsonPropertyName("site")] public string Site { get; set; } = string.Empty;

    [JsonPropertyName("voxel_digest"), ParquetRequired] public string VoxelDigest { get; set; } = string.Empty;

    [JsonPropertyName("label_digest"), ParquetRequired] public string LabelDigest { get; set; } = string.Empty;

    [JsonPropertyName("corrections"), ParquetRequired] public string Corrections { get; set; } = string.Empty;

    public static SeriesRow From(SeriesRecord s)
    {
        var (size, spacing, origin) = (s.Geometry.Size, s.Geometry.Spacing, s.Geometry.Origin);
        var (x, y, z) = (s.Geometry.AxisX, s.Geometry.AxisY, s.Geometry.AxisZ);
        return new()
        {
            Id = s.Id, Patient = s.Patient, Study = s.Study, Modality = s.Modality, Manufacturer = s.Manufacturer,
            SourceFormat = s.SourceFormat, SizeZ = size.Z, SizeY = size.Y, SizeX = size.X,
            SpacingZ = spacing.Z, SpacingY = spacing.Y, SpacingX = spacing.X,
            OriginX = origin.X, OriginY = origin.Y, OriginZ = origin.Z,
            AxisXX = x.X, AxisXY = x.Y, AxisXZ = x.Z, AxisYX = y.X, AxisYY = y.Y, AxisYZ = y.Z,
            AxisZX = z.X, AxisZY = z.Y, AxisZZ = z.Z,
            VoxelType = s.VoxelType.ToString(), Unit = s.Unit, Minimum = s.Minimum, Maximum = s.Maximum,
            TissuePrior = s.TissuePrior, TissueFraction = s.TissueFraction, HasLabel = s.HasLabel,
            LabelValues = string.Join(' ', s.LabelValues), LabelledVoxels = s.LabelledVoxels ?? -1, VoxelDigest = s.VoxelDigest, LabelDigest = s.LabelDigest,
            Corrections = string.Join(' ', s.Corrections), Channel = s.Channel, Frame = s.Frame, Scanner = s.Scanner, Site = s.Site,
        };
    }

    public SeriesRecord ToRecord() => new()
    {
        Id = Id, Patient = Patient, Study = Study, Modality = Modality, Manufacturer = Manufacturer,
        SourceFormat = SourceFormat, Channel = Channel, Frame = Frame, Scanner = Scanner, Site = Site,
        Geometry = new VolumeGeometry(
            new(SizeZ, SizeY, SizeX), new(SpacingX, SpacingY, SpacingZ), new(OriginX, OriginY, OriginZ),
            new(AxisXX, AxisXY, AxisXZ), new(AxisYX, AxisYY, AxisYZ), new(AxisZX, AxisZY, AxisZZ)),
        VoxelType = Enum.Parse<VoxelType>(VoxelType), Unit = Unit, Minimum = Minimum, Maximum = Maximum,
        TissuePrior = TissuePrior, TissueFraction = TissueFraction, HasLabel = HasLabel,
        LabelValues = [.. Words(LabelValues).Select(v => int.Parse(v, System.Globalization.CultureInfo.InvariantCulture))],
        LabelledVoxels = LabelledVoxels < 0 ? null : LabelledVoxels, VoxelDigest = VoxelDigest, LabelDigest = LabelDigest, Corrections = Words(Corrections),
    };

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
