using MedMim.Datasets.Store;

namespace MedMim.Datasets.Preparation;

/// <summary>One channel of a prepared scan, in a temporary file; disposing removes the file.</summary>
internal sealed class PreparedChannel(IStoredSlices stored, string path, PreparationRecord record, PreparationPlan plan) : IDisposable
{
    private readonly float[] scratch = new float[stored.Slices.Area];

    public IStoredSlices Stored => stored;

    public PreparationRecord Record => record;

    /// <summary>Reads normalised intensities of a slice, [y, x].</summary>
    public void Read(int z, Span<float> slice)
    {
        stored.Slices.Slice(z, scratch).CopyTo(slice);
        IntensityNormalizer.Apply(slice, record.Scale, plan);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stored.Dispose();
        File.Delete(path);
    }
}
