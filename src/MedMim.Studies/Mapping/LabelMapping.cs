using MedMim.Datasets.Labels;
using MedMim.FineTuning.Segmentation;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Mapping;

/// <summary>The protocol's labels as ingest and the segmenter take them.</summary>
internal static class LabelMapping
{
    public static LabelSource ToSource(this LabelsSection section)
    {
        var regions = section.Definitions
            .SelectMany(d => d.Patterns.Select(p => new RegionRule(p, d.Value)))
            .ToList();
        var source = new LabelSource
        {
            Layout = section.Source switch
            {
                LabelOrigin.None => LabelLayout.None,
                LabelOrigin.Rtstruct => LabelLayout.StructureSets,
                LabelOrigin.Volumes => LabelLayout.Volumes,
                LabelOrigin.Segmentations => LabelLayout.Segmentations,
                _ => LabelLayout.Auto,
            },
            InstancesOf = section.Instances ? section.Definitions[0].Value : null,
        };
        return regions.Count > 0 ? source with { Regions = regions } : source;
    }

    public static IReadOnlyList<LabelClass> ToClasses(this LabelsSection section) =>
        [.. section.Definitions.Select(d => new LabelClass(d.Value, d.Name) { Terms = TermsOf(section, d.Name) })];

    private static LabelTerms? TermsOf(LabelsSection section, string label) =>
        section.Codes.TryGetValue(label, out var codes) ? new(LabelCodes.Term(codes.Category), LabelCodes.Term(codes.Type)) : null;
}
