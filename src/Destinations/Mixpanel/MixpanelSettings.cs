using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.Mixpanel;

/// <summary>Settings of Mixpanel.</summary>
public sealed record MixpanelSettings
{
    [Field("Project token", Help = "Mixpanel → Project settings → Access keys.", Secret = true)]
    public required string Token { get; init; }

    [Field("API secret", Help = "Of older projects; no longer needed.", Secret = true)]
    public string ApiSecret { get; init; } = "";

    [Field("Data residency", Help = "Where the project's data is kept.", Choices = ["us: United States", "eu: European Union", "in: India"])]
    public string DataResidency { get; init; } = "";

    [Field("Identity merge", Help = "What the project's settings say. With the original API, user ID and anonymous ID are merged when people identify.", Choices = ["original: Original", "simplified: Simplified"])]
    public string IdentityMergeApi { get; init; } = "";

    [Field("Strict", Help = "Mixpanel checks each event it imports, and refuses those with something wrong.")]
    public bool StrictMode { get; init; }

    [Field("Service account", Help = "Its user name, when a service account imports instead of the project token.")]
    public string ServiceAccountUserName { get; init; } = "";

    [Field("Secret of the service account", Secret = true)]
    public string ServiceAccountSecret { get; init; } = "";

    [Field("Project ID", Help = "Needed with a service account.")]
    public string ProjectId { get; init; } = "";

    [Field("Newer names", Help = "First and last name become $first_name and $last_name, as Mixpanel itself has them; off: $firstName and $lastName.")]
    public bool UseNewMapping { get; init; }

    [Field("Own names of page events")]
    public bool UseUserDefinedPageEventName { get; init; }

    [Field("Name of page events", Help = "{{ path }} is replaced by what lies there in the event.", Example = "Viewed a {{ name }} page", When = "useUserDefinedPageEventName=true")]
    public string UserDefinedPageEventTemplate { get; init; } = "";

    [Field("Own names of screen events")]
    public bool UseUserDefinedScreenEventName { get; init; }

    [Field("Name of screen events", Help = "{{ path }} is replaced by what lies there in the event.", Example = "Viewed a {{ name }} screen", When = "useUserDefinedScreenEventName=true")]
    public string UserDefinedScreenEventTemplate { get; init; } = "";

    [Field("Track events without traits", Help = "Traits in the context of a track event are left out.")]
    public bool DropTraitsInTrackEvent { get; init; }

    [Field("Group keys", Help = "Traits that name groups, such as company; a group event needs at least one of them.", Item = "groupKey")]
    public IReadOnlyList<string> GroupKeySettings { get; init; } = [];

    [Field("Properties to increment", Help = "Numbers of a track event that are added to the person's.", Item = "property")]
    public IReadOnlyList<string> PropIncrements { get; init; } = [];

    [Field("Traits to set once", Help = "Set only where the person has none yet; paths such as address.city.", Item = "property")]
    public IReadOnlyList<string> SetOnceProperties { get; init; } = [];

    [Field("Traits to unite", Help = "Added to a list of the person's, each value once.", Item = "property")]
    public IReadOnlyList<string> UnionProperties { get; init; } = [];

    [Field("Traits to append", Help = "Added to a list of the person's.", Item = "property")]
    public IReadOnlyList<string> AppendProperties { get; init; } = [];

    [Field("API of user deletion", Help = "What is deleted of a person.", Choices = ["engage: The profile alone", "task: Everything, by a deletion task"])]
    public string UserDeletionApi { get; init; } = "";

    [Field("GDPR API token", Help = "Mixpanel → your profile → Data & privacy.", Secret = true, When = "userDeletionApi=task", Needed = true)]
    public string GdprApiToken { get; init; } = "";

    internal bool IsSimplified => "simplified".Equals(IdentityMergeApi.Trim(), StringComparison.OrdinalIgnoreCase);

    internal bool IsServiceAccount => ServiceAccountUserName.Trim().Length > 0 && ServiceAccountSecret.Trim().Length > 0;

    /// <summary>Who imports: the service account, or the project by its token. Made once.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> ImportHeaders => field ??=
    [
        new("Authorization", IsServiceAccount ? BasicAuth.Of(ServiceAccountUserName.Trim(), ServiceAccountSecret.Trim()) : BasicAuth.Of(Token.Trim(), "")),
        new("Content-Type", "application/json"),
    ];
}
