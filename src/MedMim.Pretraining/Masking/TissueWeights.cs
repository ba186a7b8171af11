using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;

namespace MedMim.Pretraining.Masking;

/// <summary>How readily a voxel of each class is masked, relative to the others. None is negative, tissue's is positive.</summary>
public sealed record TissueWeights
{
    /// <summary>Air around the patient. Default 0.01: hardly ever.</summary>
    public double Air { get; init; } = 0.01;

    /// <summary>Table, coil, blanket. Default 0.01: hardly ever.</summary>
    public double Support { get; init; } = 0.01;

    /// <summary>Inside the body. Default 1.</summary>
    public double Tissue { get; init; } = 1;

    /// <summary>Borders of organs, vessels, the skin. Default 2.</summary>
    public double Boundary { get; init; } = 2;

    /// <summary>The weight of a class.</summary>
    public double Of(TissueClass tissue) => tissue switch
    {
        TissueClass.Tissue => Tissue,
        TissueClass.Boundary => Boundary,
        TissueClass.Support => Support,
        _ => Air,
    };

    /// <summary>The weight of a voxel of the tissue prior; other values than the classes count as air.</summary>
    internal double Of(byte tissue) => Of((TissueClass)tissue);

    /// <summary>Checks every range.</summary>
    /// <exception cref="InputException">A weight is out of its range.</exception>
    public void Validate()
    {
        if (new[] { Air, Support, Tissue, Boundary }.Any(w => !double.IsFinite(w) || w < 0) || Tissue == 0)
        {
            throw new InputException(
                "masking.weights", "holds a negative or infinite weight, or none for tissue",
                "Give numbers of 0 or more, and more than 0 for tissue.");
        }
    }
}
