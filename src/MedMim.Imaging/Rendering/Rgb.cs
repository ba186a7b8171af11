namespace MedMim.Imaging.Rendering;

/// <summary>A colour, 8 bits a channel, sRGB.</summary>
public readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>A grey.</summary>
    public static Rgb Grey(byte value) => new(value, value, value);
}
