namespace MedMim.Models.Native;

/// <summary>What the processor can do that decides on a precision.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Cores">Logical processors that this process may use.</param>
/// <param name="BFloat16">Whether it multiplies bfloat16 in hardware (AVX512-BF16 or AMX).</param>
/// <param name="Flags">The vector extensions of note, as Linux names them.</param>
public sealed record CpuFeatures(string Model, int Cores, bool BFloat16, IReadOnlyList<string> Flags)
{
    private static readonly string[] OfNote =
        ["avx2", "avx512f", "avx512_bf16", "avx512_fp16", "avx512_vnni", "amx_bf16", "amx_tile"];

    /// <summary>Reads <c>/proc/cpuinfo</c>; unknown (and no bfloat16) where there is none.</summary>
    public static CpuFeatures Read()
    {
        const string path = "/proc/cpuinfo";
        return Parse(File.Exists(path) ? File.ReadAllText(path) : string.Empty, Environment.ProcessorCount);
    }

    internal static CpuFeatures Parse(string text, int cores)
    {
        var flags = Field(text, "flags").Split(' ').ToHashSet(StringComparer.Ordinal);
        var present = OfNote.Where(flags.Contains).ToArray();
        var bfloat16 = present.Contains("avx512_bf16") || present.Contains("amx_bf16");
        return new(Field(text, "model name") is { Length: > 0 } m ? m : "unknown", cores, bfloat16, present);
    }

    private static string Field(string text, string name) => text.Split('\n')
        .Where(l => l.StartsWith(name, StringComparison.Ordinal) && l.Contains(':', StringComparison.Ordinal))
        .Select(l => l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()).FirstOrDefault() ?? string.Empty;
}
