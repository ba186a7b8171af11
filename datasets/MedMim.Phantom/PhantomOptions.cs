namespace MedMim.Phantom;

/// <summary>What a phantom archive holds. Equal options give equal files, byte for byte.</summary>
public sealed record PhantomOptions
{
    /// <summary>Number of patients with a usable scan, 1 to 500. Default 24.</summary>
    public int Patients { get; init; } = 24;

    /// <summary>Slices of a standard scan, 24 to 400; anisotropic scans have fewer over the same length. Default 72.</summary>
    public int Slices { get; init; } = 72;

    /// <summary>Rows and columns of a standard scan, 64 to 512. Default 112.</summary>
    public int Columns { get; init; } = 112;

    /// <summary>Distance between pixels of a standard scan in mm; about 336 mm must fit: 0.5 to 6. Default 3.</summary>
    public double PixelSpacing { get; init; } = 3.0;

    /// <summary>Distance between slices of a standard scan in mm, 0.5 to 10. Default 3.</summary>
    public double SliceSpacing { get; init; } = 3.0;

    /// <summary>Probability that a patient has a tumour at all, 0 to 1; those who do have one to three. Default 0.85.</summary>
    public double TumourProbability { get; init; } = 0.85;

    /// <summary>Whether series and files that must be refused are planted. Default true.</summary>
    public bool PlantRefusals { get; init; } = true;

    /// <summary>Seed of every random choice. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="Foundation.Failures.InputException">A value lies outside its range.</exception>
    public void Validate()
    {
        Require(nameof(Patients), Patients, 1, 500);
        Require(nameof(Slices), Slices, 24, 400);
        Require(nameof(Columns), Columns, 64, 512);
        Require(nameof(PixelSpacing), PixelSpacing, 0.5, 6);
        Require(nameof(SliceSpacing), SliceSpacing, 0.5, 10);
        Require(nameof(TumourProbability), TumourProbability, 0, 1);
    }

    private static void Require(string name, double value, double low, double high)
    {
        if (!(value >= low && value <= high))
        {
            throw new Foundation.Failures.InputException(
                $"phantom option {name}",
                FormattableString.Invariant($"is {value}, outside {low} to {high}"),
                "Choose a value in that range.");
        }
    }
}
