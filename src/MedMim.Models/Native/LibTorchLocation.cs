namespace MedMim.Models.Native;

/// <summary>Where torch's libraries lie.</summary>
/// <param name="Folder">The folder of <c>libtorch_cpu.so</c>.</param>
/// <param name="Binding">The file <c>libLibTorchSharp.so</c>.</param>
/// <param name="Origin">How it was found.</param>
public sealed record LibTorchLocation(string Folder, string Binding, LibTorchOrigin Origin);
