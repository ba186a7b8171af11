using CsCheck;
using MedMim.Audit.Merkle;

namespace MedMim.Audit.Tests.Merkle;

public class MerkleTreeTests
{
    // The leaves and roots that the certificate transparency implementations share as test vectors.
    private static readonly string[] Leaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Roots_are_the_published_ones(int size)
    {
        var leaves = Leaves.Take(size).Select(l => MerkleHash.Leaf(Convert.FromHexString(l))).ToList();
        var growing = new GrowingTree();
        leaves.ForEach(growing.Append);

        Assert.Equal(Roots[size], Convert.ToHexStringLower(new MerkleTree(leaves).Root()));
        Assert.Equal(Roots[size], Convert.ToHexStringLower(growing.Root()));
        Assert.Equal(size, growing.Size);
    }

    [Fact]
    public void A_growing_tree_has_the_root_of_the_recursive_definition_at_every_size()
    {
        var leaves = MakeLeaves(70);
        var tree = new MerkleTree(leaves);
        var growing = new GrowingTree();
        for (var n = 0; n < leaves.Count; n++)
        {
            Assert.Equal(tree.RootAt(n), growing.Root());
            Assert.Equal(tree.RootAt(n + 1), growing.With(leaves[n]).Root());
            growing.Append(leaves[n]);
        }
    }

    [Fact]
    public void Every_inclusion_proof_holds_and_only_for_its_place()
    {
        for (var n = 1; n <= 33; n++)
        {
            var leaves = MakeLeaves(n);
            var tree = new MerkleTree(leaves);
            var root = tree.Root();
            for (var i = 0; i < n; i++)
            {
                var proof = tree.InclusionProof(i);
                Assert.True(MerkleProof.VerifyInclusion(i, n, leaves[i], proof, root));
                for (var j = -1; j <= n; j++)
                {
                    Assert.Equal(i == j, MerkleProof.VerifyInclusion(j, n, leaves[i], proof, root));
                }

                Assert.False(MerkleProof.VerifyInclusion(i, n, MerkleHash.Leaf([9, 9]), proof, root));
                Assert.False(MerkleProof.VerifyInclusion(i, n, leaves[i], [.. proof, root], root));
                Assert.False(MerkleProof.VerifyInclusion(i, n, leaves[i], [root, .. proof], root));
                foreach (var changed in Damage(proof))
                {
                    Assert.False(MerkleProof.VerifyInclusion(i, n, leaves[i], changed, root));
                }
            }
        }
    }

    [Fact]
    public void Every_consistency_proof_holds_and_only_for_its_sizes_and_roots()
    {
        for (var n = 1; n <= 24; n++)
        {
            var tree = new MerkleTree(MakeLeaves(n));
            for (var m = 1; m <= n; m++)
            {
                var (oldRoot, newRoot) = (tree.RootAt(m), tree.Root());
                var proof = tree.ConsistencyProof(m);
                Assert.True(MerkleProof.VerifyConsistency(m, n, oldRoot, newRoot, proof), $"{m} -> {n}");
                Assert.False(MerkleProof.VerifyConsistency(n + 1, n, oldRoot, newRoot, proof));
                Assert.False(MerkleProof.VerifyConsistency(m, n, MerkleHash.Leaf([7]), newRoot, proof));
                Assert.False(MerkleProof.VerifyConsistency(m, n, oldRoot, MerkleHash.Leaf([7]), proof));
                Assert.False(MerkleProof.VerifyConsistency(m, n, oldRoot, newRoot, [.. proof, newRoot]));
                Assert.Equal(m == n, MerkleProof.VerifyConsistency(m, n, newRoot, oldRoot, proof));
                foreach (var changed in Damage(proof))
                {
                    Assert.False(MerkleProof.VerifyConsistency(m, n, oldRoot, newRoot, changed));
                }
            }
        }
    }

    [Fact]
    public void A_flipped_bit_of_any_proof_element_is_seen() =>
        Gen.Select(Gen.Int[2, 200], Gen.Int[0, 10_000], Gen.Int[0, 255]).Sample((n, pick, bit) =>
        {
            var leaves = MakeLeaves(n);
            var tree = new MerkleTree(leaves);
            var index = pick % n;
            var proof = tree.InclusionProof(index).Select(p => p.ToArray()).ToList();
            proof[pick % proof.Count][bit / 8] ^= (byte)(1 << (bit % 8));
            return !MerkleProof.VerifyInclusion(index, n, leaves[index], proof, tree.Root());
        });

    private static List<byte[]> MakeLeaves(int count) =>
        [.. Enumerable.Range(0, count).Select(i => MerkleHash.Leaf(BitConverter.GetBytes(i)))];

    // Each element removed, each one doubled, each one with a flipped bit.
    private static IEnumerable<List<byte[]>> Damage(IReadOnlyList<byte[]> proof)
    {
        for (var i = 0; i < proof.Count; i++)
        {
            yield return [.. proof.Where((_, j) => j != i)];
            yield return [.. proof.Take(i), proof[i], .. proof.Skip(i)];
            var flipped = proof[i].ToArray();
            flipped[i % 32] ^= 1;
            yield return [.. proof.Take(i), flipped, .. proof.Skip(i + 1)];
        }
    }
}
