namespace MedMim.Imaging.Deidentification.Profile;

/// <summary>
/// Compound codes resolved by what the object requires: never less protected than the code says, never an object that
/// lacks what it must have. Where nobody knows what the object requires, a dummy keeps it valid in any case.
/// </summary>
internal static class ActionResolution
{
    /// <summary>One of remove, empty, dummy, replace UIDs, keep and clean.</summary>
    public static ProfileAction Resolve(ProfileAction action, AttributeType type) => action switch
    {
        ProfileAction.RemoveOrEmpty or ProfileAction.RemoveEmptyOrDummy or ProfileAction.RemoveOrDummy => type switch
        {
            AttributeType.Optional => ProfileAction.Remove,
            AttributeType.NeedsValue => ProfileAction.Dummy,
            AttributeType.Unknown when action == ProfileAction.RemoveOrEmpty => ProfileAction.Empty,
            AttributeType.Unknown => ProfileAction.Dummy,
            _ => action == ProfileAction.RemoveOrDummy ? ProfileAction.Dummy : ProfileAction.Empty,
        },
        ProfileAction.EmptyOrDummy =>
            type is AttributeType.NeedsValue or AttributeType.Unknown ? ProfileAction.Dummy : ProfileAction.Empty,
        ProfileAction.RemoveEmptyOrReplaceUids => type switch
        {
            AttributeType.Optional => ProfileAction.Remove,

            // A segmentation without its sources would contradict its own list of referenced series.
            _ => ProfileAction.ReplaceUid,
        },
        ProfileAction.Empty => type == AttributeType.NeedsValue ? ProfileAction.Dummy : ProfileAction.Empty,

        // X means Type 3 in the table, with a handful of exceptions in objects that came later.
        ProfileAction.Remove => type switch
        {
            AttributeType.NeedsValue => ProfileAction.Dummy,
            _ => ProfileAction.Remove,
        },
        _ => action,
    };
}
