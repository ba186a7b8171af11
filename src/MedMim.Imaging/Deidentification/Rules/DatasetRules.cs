using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Deidentification.Profile;
using MedMim.Imaging.Deidentification.Replacement;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Tables;

namespace MedMim.Imaging.Deidentification.Rules;

/// <summary>Applies the profile to a data set and, recursively, to the items of its sequences.</summary>
internal sealed class DatasetRules
{
    private readonly RuleContext _context;
    private readonly PrivateRules _private;
    private readonly RetainedRules _retained;
    private readonly CleaningRules _cleaning;
    private readonly CodeItemRules _codes;

    public DatasetRules(RuleContext context)
    {
        _context = context;
        _private = new PrivateRules(context);
        _retained = new RetainedRules(context);
        _cleaning = new CleaningRules(context);
        _codes = new CodeItemRules(context);
    }

    /// <summary>The protected elements.</summary>
    /// <param name="elements">The elements as read.</param>
    /// <param name="parent">The sequence that they are an item of; null at the top level.</param>
    public ElementSet Apply(ElementSet elements, DicomTag? parent = null)
    {
        var result = new ElementSet();
        foreach (var element in elements.Where(e => !e.Tag.IsPrivate && e.Tag.Group >= 8 && !OverlayRules.IsGraphic(e.Tag)))
        {
            if (Apply(element, elements, parent) is { } kept)
            {
                result.Set(kept);
            }
        }

        foreach (var element in _private.Kept(elements).Concat(OverlayRules.Kept(elements, _context)))
        {
            result.Set(element);
        }

        return result;
    }

    private Element? Apply(Element read, ElementSet elements, DicomTag? parent)
    {
        // What the dictionary does not know nobody can judge.
        if (DataDictionary.Find(read.Tag) is not { } definition || read.Tag == Tags.PrivateCharacteristics)
        {
            return null;
        }

        if (read.Tag == Tags.PatientId || read.Tag == Tags.PatientName)
        {
            return read with { Vr = definition.Vr, Items = null, Value = Texts.Bytes(definition.Vr, _context.Patient.Pseudonym) };
        }

        var type = _context.Types.TypeOf(read.Tag, parent);
        var row = ConfidentialityProfile.Find(read.Tag);
        if (Conformance.Of(read, definition) is not { } element)
        {
            // The value is of another kind than the attribute: nothing of it stays.
            var basic = row?.Basic ?? ProfileAction.RemoveEmptyOrDummy;
            var misfit = new Element(read.Tag, definition.Vr) { Items = definition.Vr == DicomVr.SQ ? [] : null };
            return Replace(misfit, ActionResolution.Resolve(basic, type), parent);
        }

        if (row is null)
        {
            return Unlisted(element, definition, elements, type, parent);
        }

        var action = row.ActionUnder(_context.Options);
        if (action is ProfileAction.Dummy && _context.Types.Lacks(element.Tag))
        {
            return null; // Note 5 to the table: a stray attribute of another kind of object is simply removed.
        }

        return action switch
        {
            ProfileAction.Keep => Keep(element, definition) ?? Fallback(element, row, type, parent),
            ProfileAction.Clean => Clean(element) ?? Fallback(element, row, type, parent),
            _ => Replace(element, ActionResolution.Resolve(action, type), parent),
        };
    }

    private Element? Unlisted(
        Element element, AttributeDefinition definition, ElementSet elements, AttributeType type, DicomTag? parent)
    {
        var kept = element.Items is not null ? Recurse(element)
            : element.Vr == DicomVr.UI ? _retained.Uid(element)
            : CodeItemRules.IsPart(element.Tag) ? _codes.Apply(element, elements)
            : Representations.IsTemporal(element.Vr) ? Temporal(element, definition)
            : _retained.Unlisted(element, definition);
        return kept ?? Replace(element, ActionResolution.Resolve(ProfileAction.RemoveEmptyOrDummy, type), parent);
    }

    // Dates by their representation, listed or not, as the note on the table's extensibility suggests.
    private Element? Temporal(Element element, AttributeDefinition definition) => _context.Policy.Dates switch
    {
        LongitudinalDates.Full => RetainedRules.Listed(element, definition),
        LongitudinalDates.Modified => _cleaning.Apply(element),
        _ => null,
    };

    private Element? Keep(Element element, AttributeDefinition definition) => element.Items is not null ? Recurse(element)
        : element.Vr == DicomVr.UI ? _retained.Uid(element)
        : RetainedRules.Listed(element, definition);

    private Element? Clean(Element element) =>
        element.Items is null ? _cleaning.Apply(element) : new ContentRules(_context, this).Apply(element) ?? Recurse(element);

    private Element? Fallback(Element element, ProfileRow row, AttributeType type, DicomTag? parent) =>
        Replace(element, ActionResolution.Resolve(row.Basic, type), parent);

    private Element? Replace(Element element, ProfileAction action, DicomTag? parent) => action switch
    {
        ProfileAction.Remove => null,
        ProfileAction.Empty => new Element(element.Tag, element.Vr) { Items = element.Items is null ? null : [] },
        ProfileAction.ReplaceUid => element.Items is null ? _retained.ReplacedUid(element) : Recurse(element),
        ProfileAction.Dummy => DummyValues.For(element.Tag, element.Vr) ?? new DummyRules(_context).Apply(element),
        _ => throw new InvalidOperationException($"{action} is no replacement (in {parent})."),
    };

    private Element Recurse(Element element) =>
        element with { Items = [.. element.Items!.Select(item => Apply(item, element.Tag))] };
}
