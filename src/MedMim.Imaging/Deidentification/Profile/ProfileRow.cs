namespace MedMim.Imaging.Deidentification.Profile;

/// <summary>A row of Table E.1-1.</summary>
/// <param name="Tag">The tag in eight digits, a pattern, or <c>private</c>.</param>
/// <param name="Keyword">The attribute's name.</param>
/// <param name="Basic">What the Basic Profile does.</param>
/// <param name="Options">What options do instead; null where they say nothing. Indexed by <see cref="ProfileOption"/>.</param>
internal sealed record ProfileRow(string Tag, string Keyword, ProfileAction Basic, IReadOnlyList<ProfileAction?> Options)
{
    /// <summary>
    /// The action under some options: an option overrides the profile, and of two options the one that cleans counts
    /// before the one that keeps.
    /// </summary>
    public ProfileAction ActionUnder(IReadOnlySet<ProfileOption> options)
    {
        var action = Basic;
        foreach (var option in options)
        {
            if (Options[(int)option] is { } instead && action != ProfileAction.Clean)
            {
                action = instead;
            }
        }

        return action;
    }

    public static ProfileAction? Parse(string code) => code switch
    {
        "" => null,
        "X" => ProfileAction.Remove,
        "Z" => ProfileAction.Empty,
        "D" => ProfileAction.Dummy,
        "K" => ProfileAction.Keep,
        "C" => ProfileAction.Clean,
        "U" => ProfileAction.ReplaceUid,
        "X/Z" => ProfileAction.RemoveOrEmpty,
        "X/D" => ProfileAction.RemoveOrDummy,
        "Z/D" => ProfileAction.EmptyOrDummy,
        "X/Z/D" => ProfileAction.RemoveEmptyOrDummy,
        "X/Z/U*" => ProfileAction.RemoveEmptyOrReplaceUids,
        _ => throw new FormatException($"No action code: {code}."),
    };
}
