using MedMim.Imaging.Volumes;

namespace MedMim.Phantom.Synthesis;

/// <summary>A synthesised scan and what is known about it.</summary>
/// <param name="Image">Hounsfield units.</param>
/// <param name="Tumours">Signed distance to each tumour's outline sampled at the voxels near it.</param>
/// <param name="Body">Signed distance to the skin.</param>
/// <param name="Liver">Signed distance to the liver's surface.</param>
internal sealed record PatientScan(
    Volume<short> Image, IReadOnlyList<Shapes.IShape> Tumours, Shapes.IShape Body, Shapes.IShape Liver);
