using MedMim.Foundation.Failures;
using MedMim.Studies.Protocols;

namespace MedMim.Studies.Tests.Protocols.Validation;

/// <summary>What a person sees of a mistake in a comparison.</summary>
public class ComparisonErrorTests
{
    private const string Head = "medmim: 1\nname: small\ndata: {archive: .}\npretraining: {}\nfinetuning: {}\n"; // five lines

    [Theory]
    [InlineData("{}", "p.yaml:6:13: the key 'arms' is missing")]
    [InlineData("{arms: {}}", "arms: is not a mapping of at least 1")]
    [InlineData("{arms: {a: none, b: {stratgy: uniform}}}", "p.yaml:6:34: unknown key 'stratgy'")]
    [InlineData("{arms: {a: none, b: {objectiv: simmim}}}", "p.yaml:6:34: unknown key 'objectiv'; nearest valid name 'objective'. Valid here: encoder, objective, masking, loss, normalise_target")]
    [InlineData("{arms: {a: none, b: {steps: 3}}}", "p.yaml:6:34: unknown key 'steps'")]
    [InlineData("{arms: {a: none, b: {objective: mea}}}", "p.yaml:6:45: objective: 'mea' is not known; nearest valid name 'mae'")]
    [InlineData("{arms: {a: none, b: {masking: {mask_ratio: 2}}}}", "mask_ratio: '2' is not a number, above 0 and below 1")]
    [InlineData("{arms: {a: none, b: nothing}}", "p.yaml:6:33: b: 'nothing' is not none, or a mapping of keys of pretraining")]
    [InlineData("{arms: {a: none, b: }}", "b: '' is not none, or a mapping of keys of pretraining")]
    [InlineData("{arms: {a: none, a: {}}}", "p.yaml:6:30: the key 'a' stands here a second time")]
    [InlineData("{arms: {a: none, b: {}, c: {}}}", "p.yaml:6:40: arms: 'c' does the same as 'b'. Leave one out")]
    [InlineData("{arms: {a: none, b: {}, c: {masking: {strategy: anatomy}}}}", "arms: 'c' does the same as 'b'")]
    [InlineData("{arms: {a: none, b: none}}", "arms: 'b' does the same as 'a'")]
    [InlineData("{arms: {a: {}, b: {objective: autoencoder}}}", "p.yaml:6:20: arms: none begins with random weights, so that there is nothing to be better than. Add 'scratch: none'.")]
    [InlineData("{arms: {a: none, B c: {}}}", "p.yaml:6:35: arms: the name 'B c' is not of the form")]
    [InlineData("{arms: {a: none, b: {encoder: e.safetensors, masking: {strategy: uniform}}}}", "p.yaml:6:43: encoder: it is given, so masking would do nothing")]
    [InlineData("{arms: {a: none, b: {objective: mae}}}", "p.yaml:6:45: objective: mae is not for resenc-tiny")]
    [InlineData("{arms: {a: none, b: {masking: {mask_unit: [5, 8, 8]}}}}", "mask_unit: 5×8×8 does not divide the patch")]
    [InlineData("{arms: {a: none, b: {}}, references: [c]}", "p.yaml:6:50: references: there is no arm 'c'. Name some of a, b.")]
    [InlineData("{arms: {a: none, b: {}}, labelled: [10, 5]}", "p.yaml:6:48: labelled: the numbers do not ascend")]
    [InlineData("{arms: {a: none, b: {}}, labelled: [all, 5]}", "labelled: the numbers do not ascend")]
    [InlineData("{arms: {a: none, b: {}}, labelled: [5, 5]}", "labelled: is not a list without repetition")]
    [InlineData("{arms: {a: none, b: {}}, labelled: [0]}", "'0' is not all, or a whole number, at least 1")]
    [InlineData("{arms: {a: none, b: {}}, labelled: [many]}", "'many' is not all, or a whole number, at least 1")]
    [InlineData("{arms: {a: none, b: {}}, folds: 1}", "p.yaml:6:45: folds: '1' is not a whole number, at least 2")]
    [InlineData("{arms: {a: none, b: {}}, seeds: []}", "seeds: is not a list of at least 1")]
    [InlineData("{arms: {a: none, b: {}}, seeds: [1, 1]}", "seeds: is not a list without repetition")]
    [InlineData("{arms: {a: none, b: {}}, pairing: both}", "pairing: 'both' is not known")]
    public void In_the_section_itself(string comparison, string expected) => AssertRefused(Head + "comparison: " + comparison, expected);

    [Theory]
    [InlineData("finetuning: {arms: [scratch]}\npretraining: {}", "p.yaml:5:20: arms: the comparison has its own")]
    [InlineData("pretraining: {}", "p.yaml:4:13: comparison needs a finetuning section")]
    [InlineData("finetuning: {}", "needs a pretraining section, which its arms have in common")]
    [InlineData("finetuning: {}\npretraining: {}\nsplit: {test_fraction: 0.2}", "p.yaml:7:8: split: the comparison deals the patients to folds")]
    [InlineData("finetuning: {batch_size: auto}\npretraining: {}", "patch_size and batch_size: auto would look at the test patients")]
    [InlineData("finetuning: {}\npretraining: {}\nmodel: {patch_size: auto}", "p.yaml:7:21: patch_size and batch_size: auto would look at the test patients")]
    [InlineData("finetuning: {}\npretraining: {}\npreparation: {spacing: median}", "p.yaml:7:24: spacing: the median would be taken over the test patients")]
    [InlineData("finetuning: {}\npretraining: {}\npreparation: {ct_window: foreground}", "p.yaml:7:26: ct_window: the foreground's would be taken over the test patients")]
    public void In_the_rest_of_the_protocol(string rest, string expected) => AssertRefused(
        "medmim: 1\nname: small\ndata: {archive: .}\ncomparison: {arms: {a: none, b: {}}}\n" + rest, expected);

    [Fact]
    public void Without_a_mistake_nothing_is_said() =>
        Assert.Equal(2, ProtocolFile.Parse(Head + "comparison: {arms: {scratch: none, b: {}}}", "p").Comparison!.Arms.Count);

    private static void AssertRefused(string yaml, string expected) => Assert.Contains(
        expected, Assert.Throws<InputException>(() => ProtocolFile.Parse(yaml, "p.yaml")).Message, StringComparison.Ordinal);
}
