namespace Pintle.DestinationKit;

/// <summary>Marks a destination for the catalogue.</summary>
/// <param name="name">Definition name, upper case: <c>WEBHOOK</c>.</param>
/// <param name="displayName">Name for people, and key in an event's <c>integrations</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DestinationAttribute(string name, string displayName) : Attribute
{
    public string Name { get; } = name;

    public string DisplayName { get; } = displayName;

    /// <summary>Address of the vendor's API documentation.</summary>
    public string Docs { get; init; } = "";

    /// <summary>Other definition names that it goes by.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>What its vendor is for: people look for it there.</summary>
    public DestinationCategory Category { get; init; }

    /// <summary>Other words that people search for it with.</summary>
    public string[] Synonyms { get; init; } = [];

    /// <summary>Do callers of the API transform it at their router (<c>routerTransform</c> of <c>/features</c>)?</summary>
    public bool AtRouter { get; init; }

    /// <summary>Platforms whose SDKs can send to the vendor themselves (device mode): <c>web</c>, <c>android</c>, <c>ios</c>.</summary>
    public string[] OnDevice { get; init; } = [];

    /// <summary>Types of events that the data plane sends while an SDK on the web sends the others (hybrid mode); empty: it is one or the other.</summary>
    public string[] HybridInCloud { get; init; } = [];
}
