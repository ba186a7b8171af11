namespace MedMim.Imaging.Volumes;

/// <summary>Gives slice <paramref name="z"/> of a volume, [y, x]; it may be used until the next call.</summary>
public delegate ReadOnlySpan<T> SliceReader<T>(int z)
    where T : unmanaged;
