using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MedMim.Pretraining.Objectives;
using MedMim.Pretraining.Options;
using MedMim.Training.Ranks;

namespace MedMim.Pretraining.Tests;

/// <summary>Arms that differ in what they hide see the same crops, changed in the same way, at the same step.</summary>
public class BatchSourceTests
{
    private static readonly BlobCases Cases = new(5);

    [Fact]
    public void Crops_depend_on_the_seed_and_the_step_and_not_on_objective_masking_or_length()
    {
        var uniform = Crops(Options("uniform"));

        Assert.Equal(uniform, Crops(Options("anatomy")));
        Assert.Equal(uniform, Crops(Options("loss-guided") with { Training = new() { Steps = 30 } }));
        Assert.Equal(uniform, Crops(Options("uniform") with { Objective = ObjectiveKind.Autoencoder }));
        Assert.NotEqual(uniform, Crops(Options("uniform") with { Seed = 1 }));
    }

    private static PretrainOptions Options(string strategy) => new()
    {
        PatchSize = new(16, 16, 16), Masking = new() { Strategy = strategy }, Training = new() { Steps = 40 },
    };

    /// <summary>One digest over the crops of 30 steps.</summary>
    private static string Crops(PretrainOptions options)
    {
        var source = new BatchSource(options, Cases, Cases.Ids, SingleRank.Instance);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var step = 0; step < 30; step++)
        {
            foreach (var patch in source.Batch(step).Patches)
            {
                hash.AppendData(MemoryMarshal.AsBytes<float>(patch.Image));
                hash.AppendData(patch.Present);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
