using MedMim.Datasets.Store;
using MedMim.Pretraining.Masking;
using MedMim.Pretraining.Montages;

namespace MedMim.Pretraining.Tests;

public sealed class MaskPictureTests
{
    [Fact]
    public void Every_strategy_can_be_drawn_without_a_network()
    {
        var folder = Directory.CreateTempSubdirectory("medmim-").FullName;
        var patch = Patches.Of(new(8, 16, 16), (_, y, _) => y < 4 ? TissueClass.Air : TissueClass.Tissue);
        foreach (var name in MaskingOptions.Strategies)
        {
            var path = Path.Combine(folder, name + ".png");
            var mask = new MaskingOptions { Strategy = name, MaskUnit = new(4, 4, 4) }.Create().Draw(patch, new(new(1, "draw")));
            MaskPicture.Write(path, [(patch, mask)]);
            Assert.True(new FileInfo(path).Length > 200);
        }

        Directory.Delete(folder, recursive: true);
    }
}
