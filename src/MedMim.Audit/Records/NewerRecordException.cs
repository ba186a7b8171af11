namespace MedMim.Audit.Records;

/// <summary>A record in a form that only a newer version knows.</summary>
internal sealed class NewerRecordException(int format) : FormatException($"was written by a newer version (format {format})")
{
    /// <summary>The version of the record's form.</summary>
    public int Format { get; } = format;
}
