using System.Runtime.InteropServices;

namespace MedMim.Imaging.Itk;

/// <summary>What ITK says of a file's header (<c>medmim_image_information</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeImageInformation
{
    /// <summary>Axes in the file, 1 or more; those beyond the third are not in the geometry.</summary>
    public int Dimension;

    /// <summary>Numbers a voxel: 1 for scalars.</summary>
    public int Components;

    /// <summary>Type of the numbers.</summary>
    public NativeComponent Component;

    /// <summary>1 where a voxel is a plain scalar.</summary>
    public int IsScalar;

    /// <summary>Product of the lengths of the axes beyond the third.</summary>
    public long Further;

    public NativeGeometry Geometry;
}
