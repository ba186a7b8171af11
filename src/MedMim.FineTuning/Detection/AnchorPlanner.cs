using MedMim.Foundation.Failures;
using MedMim.Imaging.Boxes;

namespace MedMim.FineTuning.Detection;

/// <summary>
/// Plans anchors from the sizes of the training lesions: clusters by IoU around one centre (Redmon and Farhadi, YOLO9000,
/// CVPR 2017), the small ones for the fine levels. Where lesions are fewer than anchors, scaled copies fill up.
/// </summary>
internal static class AnchorPlanner
{
    private const int Rounds = 100;
    private static readonly double[] Copies = [1 / Math.Sqrt(2), Math.Sqrt(2), 0.5, 2, 0.25, 4];

    /// <param name="boxes">The lesions' boxes, on the prepared grid.</param>
    /// <param name="levels">Pyramid levels.</param>
    /// <param name="perCell">Anchors a level.</param>
    /// <exception cref="InputException">There is no lesion.</exception>
    public static AnchorPlan Plan(IReadOnlyList<Box3> boxes, int levels, int perCell)
    {
        AnchorSize[] sizes = [.. boxes.Select(b => new AnchorSize(b.SizeZ, b.SizeY, b.SizeX)).OrderBy(s => s.Volume).ThenBy(s => s.Z).ThenBy(s => s.Y)];
        if (sizes.Length == 0)
        {
            throw new InputException(
                "training cases", "hold no lesion to detect", "Choose cases in which something is labelled.");
        }

        var wanted = levels * perCell;
        AnchorSize[] anchors = [.. Fill(Clusters(sizes, Math.Min(wanted, sizes.Length)), wanted).OrderBy(s => s.Volume).ThenBy(s => s.Z)];
        return new(
            [.. anchors.Select(Rounded).Chunk(perCell)],
            Math.Round(sizes.Average(s => anchors.Max(a => a.OverlapWith(s))), 4), sizes.Length);
    }

    private static AnchorSize[] Clusters(AnchorSize[] sizes, int count)
    {
        // Beginning at quantiles of the volume, so that no chance is needed.
        AnchorSize[] centres = [.. Enumerable.Range(0, count).Select(i => sizes[(int)((i + 0.5) * sizes.Length / count)])];
        int[] owners = [];
        for (var round = 0; round < Rounds; round++)
        {
            int[] now = [.. sizes.Select(s => Nearest(centres, s))];
            if (now.SequenceEqual(owners))
            {
                break;
            }

            owners = now;
            for (var c = 0; c < count; c++)
            {
                AnchorSize[] own = [.. sizes.Where((_, i) => owners[i] == c)];
                centres[c] = own.Length == 0 ? centres[c] : new(Mean(own, s => s.Z), Mean(own, s => s.Y), Mean(own, s => s.X));
            }
        }

        return centres;
    }

    private static int Nearest(AnchorSize[] centres, AnchorSize size)
    {
        var best = 0;
        for (var c = 1; c < centres.Length; c++)
        {
            best = centres[c].OverlapWith(size) > centres[best].OverlapWith(size) ? c : best;
        }

        return best;
    }

    private static double Mean(AnchorSize[] sizes, Func<AnchorSize, double> side) => Math.Exp(sizes.Average(s => Math.Log(side(s))));

    private static IEnumerable<AnchorSize> Fill(AnchorSize[] anchors, int wanted) =>
        anchors.Concat(Copies.SelectMany(f => anchors.Select(a => a.Scale(f)))).Concat(
            Enumerable.Range(0, wanted).Select(i => anchors[0].Scale(1 + (0.1 * (i + 1))))).Take(wanted);

    private static AnchorSize Rounded(AnchorSize size) => new(Math.Round(size.Z, 3), Math.Round(size.Y, 3), Math.Round(size.X, 3));
}
