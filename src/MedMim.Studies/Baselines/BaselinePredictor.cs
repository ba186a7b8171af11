using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Evaluation.Baselines;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Baselines;

/// <summary>
/// A baseline fitted on the training cases. It sees what the networks see, the prepared volumes, and its masks go back to
/// the original grid as theirs do. A baseline tells one target from the rest, so each label has a fit of its own; a voxel
/// that several claim goes to the label that the protocol names first.
/// </summary>
internal sealed class BaselinePredictor
{
    private readonly PreparedDataset prepared;
    private readonly IReadOnlyList<(byte Label, Func<BaselineCase, Volume<byte>> Predict)> fits;

    private BaselinePredictor(
        string key, PreparedDataset prepared, IReadOnlyList<(byte Label, Func<BaselineCase, Volume<byte>> Predict)> fits)
    {
        Key = key;
        this.prepared = prepared;
        this.fits = fits;
    }

    /// <summary>Its name in tables.</summary>
    public string Key { get; }

    /// <summary>Fits a baseline.</summary>
    public static BaselinePredictor Fit(
        BaselineName baseline, LabelsSection labels, PreparedDataset prepared, IReadOnlyList<string> train, CancellationToken cancellation)
    {
        var isThreshold = baseline == BaselineName.Threshold;
        return new(isThreshold ? "threshold" : "ellipsoid", prepared, [.. labels.Definitions.Select(d => (d.Value, One(d.Value)))]);

        Func<BaselineCase, Volume<byte>> One(byte label)
        {
            var cases = train.Select(id => Case(prepared, id, label)).ToList();
            return isThreshold ? ThresholdBaseline.Fit(cases, cancellation).Predict : FittedEllipsoid(cases);
        }
    }

    /// <summary>The labels of a series, in its original grid.</summary>
    public Volume<byte> Predict(SeriesRecord series)
    {
        var geometry = prepared.Load(series.Id).Case.Geometry;
        var labels = new Volume<byte>(geometry);
        foreach (var (label, predict) in fits)
        {
            var mask = predict(Case(prepared, series.Id, label)).Voxels;
            for (var i = 0; i < mask.Length; i++)
            {
                if (mask[i] != 0 && labels.Voxels[i] == 0)
                {
                    labels.Voxels[i] = label;
                }
            }
        }

        return Resample.Labels(labels, series.Geometry);
    }

    private static Func<BaselineCase, Volume<byte>> FittedEllipsoid(IReadOnlyList<BaselineCase> cases)
    {
        var ellipsoid = EllipsoidBaseline.Fit(cases, EllipsoidScaling.ShareOfImage);
        return c => ellipsoid.Predict(c.Geometry);
    }

    private static BaselineCase Case(PreparedDataset prepared, string id, byte label)
    {
        var volume = prepared.Load(id);
        return new(id, volume.Case.Geometry, () => volume.Image, () => Only(volume.Label, label));
    }

    private static ReadOnlyMemory<byte> Only(ReadOnlyMemory<byte>? labels, byte label)
    {
        var mask = (labels ?? ReadOnlyMemory<byte>.Empty).ToArray();
        foreach (ref var voxel in mask.AsSpan())
        {
            voxel = voxel == label ? label : (byte)0;
        }

        return mask;
    }
}
