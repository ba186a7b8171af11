namespace MedMim.Imaging.Formats;

/// <summary>How voxels lie in a NRRD or MetaImage file.</summary>
internal enum VoxelEncoding
{
    /// <summary>As they are in memory.</summary>
    Raw = 0,

    /// <summary>Deflate with gzip's or zlib's frame, and its checksum.</summary>
    Deflated = 1,

    /// <summary>Text or another encoding, where ITK notices a missing number by itself.</summary>
    Other = 2,
}

/// <summary>Where the voxels of a NRRD or MetaImage file are, to check that all of them are there.</summary>
/// <param name="File">The file that holds them.</param>
/// <param name="Offset">The byte at which they, or their compression, begin.</param>
/// <param name="Encoding">How they lie there.</param>
/// <param name="Skip">Bytes of the (decompressed) data before the first voxel.</param>
/// <param name="IsOriented">Whether the header says how the grid lies in the patient.</param>
/// <param name="IsLas">Whether positions are NRRD's LAS, which ITK 5.2 takes for RPS.</param>
internal sealed record VoxelPlace(string File, long Offset, VoxelEncoding Encoding, long Skip, bool IsOriented, bool IsLas = false)
{
    /// <summary>
    /// Whether all voxels are there and undamaged. ITK 5.2 fills up what is missing with zeros and does not say so.
    /// </summary>
    public bool Holds(long bytes) => Encoding switch
    {
        VoxelEncoding.Raw => FileLength.Of(File) - Offset - Skip >= bytes,
        VoxelEncoding.Deflated => Inflates(bytes),
        _ => true,
    };

    private bool Inflates(long bytes)
    {
        try
        {
            using var file = System.IO.File.OpenRead(File);
            file.Position = Offset;
            var gzip = file.ReadByte() == 0x1F;
            file.Position = Offset;
            using var stream = gzip ? Inflation.Gzip(file) : Inflation.Zlib(file);
            var buffer = new byte[1 << 16];
            long length = 0;
            int read;
            while ((read = stream.Read(buffer)) > 0)
            {
                length += read;
            }

            return length - Skip >= bytes;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
