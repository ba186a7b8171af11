using MedMim.Datasets.Store;

namespace MedMim.Datasets.Preparation;

/// <summary>Mean and deviation of the body's intensities, of all that is there where there is no body, from voxels that come in order.</summary>
internal sealed class BodyMoments
{
    private Welford body;
    private Welford all;

    /// <summary>The map to mean 0 and deviation 1; a deviation of 0 becomes 1.</summary>
    public IntensityScale Scale => (body.Count > 0 ? body : all).Scale;

    /// <summary>Adds voxels.</summary>
    /// <param name="image">Intensities.</param>
    /// <param name="tissue">The tissue prior of the same voxels.</param>
    public void Add(ReadOnlySpan<float> image, ReadOnlySpan<byte> tissue)
    {
        for (var i = 0; i < image.Length; i++)
        {
            if (TissueClasses.IsBody(tissue[i]))
            {
                body.Add(image[i]);
            }
        }

        if (body.Count > 0)
        {
            return;
        }

        for (var i = 0; i < image.Length; i++)
        {
            if (tissue[i] != (byte)TissueClass.Absent)
            {
                all.Add(image[i]);
            }
        }
    }

    /// <summary>Welford (1962): stable where the mean is far from zero.</summary>
    private struct Welford
    {
        private double mean;
        private double squares;

        public long Count { get; private set; }

        public readonly IntensityScale Scale
        {
            get
            {
                var deviation = Count > 0 ? Math.Sqrt(squares / Count) : 0;
                return new(mean, deviation > 0 ? deviation : 1);
            }
        }

        public void Add(double value)
        {
            Count++;
            var difference = value - mean;
            mean += difference / Count;
            squares += difference * (value - mean);
        }
    }
}
