using System.Runtime.CompilerServices;
using MedMim.Datasets.Preparation;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Sampling;

/// <summary>Cuts a crop at a given place, row by row, padding as <see cref="Patch"/> says.</summary>
public static class PatchCropper
{
    /// <summary>The label of padding: never counted.</summary>
    public const byte IgnoredLabel = 255;

    private const byte Air = (byte)Store.TissueClass.Air;
    private const byte Absent = (byte)Store.TissueClass.Absent;
    private static readonly ConditionalWeakTable<PreparedVolume, float[]> Minima = [];

    /// <summary>Cuts the crop of <paramref name="size"/> that begins at voxel <paramref name="start"/>; it may reach outside.</summary>
    /// <param name="volume">The case.</param>
    /// <param name="start">[z, y, x].</param>
    /// <param name="size">[z, y, x].</param>
    /// <param name="channels">How many channels are cut; the first ones.</param>
    public static Patch Crop(PreparedVolume volume, (int Z, int Y, int X) start, GridSize size, int channels = 1)
    {
        ArgumentNullException.ThrowIfNull(volume);
        var grid = volume.Case.Geometry.Size;
        var overlap = PatchOverlap.Of(start, size, grid);
        var inside = overlap.Covers(size);
        var place = new Placement(grid, size, start, overlap);
        var (tissue, present) = (place.Copy(volume.Tissue.Span, Air, inside), place.Presence(inside));
        TakeOutAbsent(tissue, present);
        return new Patch(
            volume.Case.Id,
            start,
            volume.Case.Geometry with { Size = size, Origin = volume.Case.Geometry.ToPhysical(start.Z, start.Y, start.X) },
            Image(volume, place, channels, inside),
            tissue,
            volume.Label is { Length: > 0 } label ? place.Copy(label.Span, IgnoredLabel, inside) : null,
            present);
    }

    private static void TakeOutAbsent(byte[] tissue, byte[] present)
    {
        for (var i = Array.IndexOf(tissue, Absent); i >= 0; i = Array.IndexOf(tissue, Absent, i + 1))
        {
            (tissue[i], present[i]) = (Air, 0);
        }
    }

    private static float[] Image(PreparedVolume volume, Placement place, int channels, bool inside)
    {
        var (count, minima) = ((int)place.Size.Count, inside ? new float[channels] : MinimaOf(volume));
        var image = new float[channels * count];
        for (var c = 0; c < channels; c++)
        {
            place.CopyTo(image.AsSpan(c * count, count), volume.Channel(c).Span, minima[c], inside);
        }

        return image;
    }

    private static float[] MinimaOf(PreparedVolume volume) => Minima.GetValue(
        volume, v => [.. Enumerable.Range(0, v.ChannelCount).Select(c => Extremes.Of(v.Channel(c).Span).Least)]);

    private readonly record struct Placement(
        GridSize Grid, GridSize Size, (int Z, int Y, int X) Start, PatchOverlap Overlap)
    {
        public T[] Copy<T>(ReadOnlySpan<T> source, T padding, bool inside)
        {
            var target = new T[Size.Count];
            CopyTo(target, source, padding, inside);
            return target;
        }

        public void CopyTo<T>(Span<T> target, ReadOnlySpan<T> source, T padding, bool inside)
        {
            if (!inside)
            {
                target.Fill(padding);
            }

            var length = Overlap.X1 - Overlap.X0;
            for (var z = Overlap.Z0; z < Overlap.Z1; z++)
            {
                for (var y = Overlap.Y0; y < Overlap.Y1; y++)
                {
                    source.Slice((int)Grid.Offset(z, y, Overlap.X0), length).CopyTo(Row(target, z, y, length));
                }
            }
        }

        public byte[] Presence(bool inside)
        {
            var target = new byte[Size.Count];
            if (inside)
            {
                target.AsSpan().Fill(1);
                return target;
            }

            var length = Overlap.X1 - Overlap.X0;
            for (var z = Overlap.Z0; z < Overlap.Z1; z++)
            {
                for (var y = Overlap.Y0; y < Overlap.Y1; y++)
                {
                    Row(target, z, y, length).Fill(1);
                }
            }

            return target;
        }

        private Span<T> Row<T>(Span<T> target, int z, int y, int length) =>
            target.Slice((int)Size.Offset(z - Start.Z, y - Start.Y, Overlap.X0 - Start.X), length);
    }
}
