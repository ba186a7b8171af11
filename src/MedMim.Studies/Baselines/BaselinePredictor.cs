using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Evaluation.Baselines;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Baselines;

/// <summary>
/// A baseline fitted on the training cases. It sees what the networks see, the prepared volumes, and its masks go back to
/// the original grid as theirs do.
/// </summary>
internal sealed class BaselinePredictor
{
    private readonly PreparedDataset prepared;
    private readonly Func<BaselineCase, Volume<byte>> predict;
    private readonly byte label;

    private BaselinePredictor(string key, byte label, PreparedDataset prepared, Func<BaselineCase, Volume<byte>> predict)
    {
        Key = key;
        this.label = label;
        this.prepared = prepared;
        this.predict = predict;
    }

    /// <summary>Its name in tables.</summary>
    public string Key { get; }

    /// <summary>Fits a baseline.</summary>
    /// <exception cref="InputException">The study has more than one label: baselines tell one target from the rest.</exception>
    public static BaselinePredictor Fit(
        BaselineName baseline, LabelsSection labels, PreparedDataset prepared, IReadOnlyList<string> train, CancellationToken cancellation)
    {
        if (labels.Definitions is not [var target])
        {
            throw new InputException(
                "evaluation.baselines", $"{baseline} tells one label from the rest, and the study has {labels.Definitions.Count}",
                "Write baselines: [].");
        }

        var cases = train.Select(id => Case(prepared, id)).ToList();
        return baseline switch
        {
            BaselineName.Threshold => Of("threshold", ThresholdBaseline.Fit(cases, cancellation).Predict),
            _ => Of("ellipsoid", FittedEllipsoid(cases)),
        };

        BaselinePredictor Of(string key, Func<BaselineCase, Volume<byte>> predict) => new(key, target.Value, prepared, predict);
    }

    /// <summary>The mask of a series, in its original grid.</summary>
    public Volume<byte> Predict(SeriesRecord series)
    {
        var mask = Resample.Labels(predict(Case(prepared, series.Id)), series.Geometry);
        foreach (ref var voxel in mask.Voxels.AsSpan())
        {
            voxel = voxel == 0 ? (byte)0 : label;
        }

        return mask;
    }

    private static Func<BaselineCase, Volume<byte>> FittedEllipsoid(IReadOnlyList<BaselineCase> cases)
    {
        var ellipsoid = EllipsoidBaseline.Fit(cases, EllipsoidScaling.ShareOfImage);
        return c => ellipsoid.Predict(c.Geometry);
    }

    private static BaselineCase Case(PreparedDataset prepared, string id)
    {
        var volume = prepared.Load(id);
        return new(id, volume.Case.Geometry, () => volume.Image, () => volume.Label ?? ReadOnlyMemory<byte>.Empty);
    }
}
