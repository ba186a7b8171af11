using System.Runtime.InteropServices;

namespace MedMim.Bench;

/// <summary>The machine a figure belongs to.</summary>
internal static class MachineDescription
{
    public static string Read()
    {
        var cpu = Field("/proc/cpuinfo", "model name");
        var bf16 = Field("/proc/cpuinfo", "flags").Contains("avx512_bf16", StringComparison.Ordinal) ? "avx512_bf16" : "no bf16";
        var memory = Field("/proc/meminfo", "MemTotal");
        return $"{cpu}, {Environment.ProcessorCount} cores, {bf16}, {memory}, {Field("/etc/os-release", "PRETTY_NAME")}, "
            + $"Linux {Environment.OSVersion.Version}, {RuntimeInformation.FrameworkDescription}";
    }

    private static string Field(string path, string name)
    {
        var line = File.ReadLines(path).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) ?? name;
        return line[(line.IndexOfAny([':', '=']) + 1)..].Trim(' ', '\t', '"');
    }
}
