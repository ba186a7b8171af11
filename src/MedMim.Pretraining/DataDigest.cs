using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MedMim.Datasets.Preparation;

namespace MedMim.Pretraining;

/// <summary>
/// A digest of what pretraining reads: ids, grids, voxels and tissue priors of the cases, and labels where they are read, in
/// the order of the ids.
/// </summary>
internal static class DataDigest
{
    public static string Of(IPreparedCases data, IEnumerable<string> ids, bool withLabels)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var id in ids.Order(StringComparer.Ordinal))
        {
            var volume = data.Load(id);
            hash.AppendData(Encoding.UTF8.GetBytes($"{id} {volume.Case.Geometry.Size}\n"));
            hash.AppendData(MemoryMarshal.AsBytes(volume.Image.Span));
            hash.AppendData(volume.Tissue.Span);
            if (withLabels && volume.Label is { Length: > 0 } label)
            {
                hash.AppendData("label\n"u8);
                hash.AppendData(label.Span);
            }
        }

        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
