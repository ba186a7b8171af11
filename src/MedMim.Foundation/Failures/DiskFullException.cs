namespace MedMim.Foundation.Failures;

/// <summary>The disk is full. <see cref="Exception.Message"/> names the folder and says what to do.</summary>
public sealed class DiskFullException : IOException
{
    /// <param name="folder">The folder that was being written.</param>
    /// <param name="inner">The failure underneath.</param>
    public DiskFullException(string folder, Exception inner)
        : base($"{folder}: the disk is full. Free space and run the same command again: what is finished is kept.", inner)
    {
    }
}
