namespace MedMim.Imaging.Rendering;

/// <summary>A colour, 8 bits a channel, sRGB.</summary>
public readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>A grey.</summary>
    public static Rgb Grey(byte value) => new(value, value, value);

    /// <summary>This colour with a share of another, 0 to 1.</summary>
    public Rgb Mixed(Rgb other, double share)
    {
        return new(Channel(R, other.R), Channel(G, other.G), Channel(B, other.B));

        byte Channel(byte from, byte to) => (byte)Math.Round(from + (share * (to - from)));
    }
}
