using System.Text.Json;

namespace Pintle.Workspace;

/// <summary>Where events go. Immutable, as one revision of the workspace has it, at one of the sources connected to it.</summary>
public sealed record Destination
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string WorkspaceId { get; init; }

    public bool Enabled { get; init; }

    /// <summary>Paused by a person: keeps its place in the log, sends nothing.</summary>
    public bool Paused { get; init; }

    /// <summary>False = pure device mode: the pipeline doesn't see it.</summary>
    public bool IsProcessorEnabled { get; init; } = true;

    /// <summary>False = SDKs don't load it; what the data plane does hangs on <see cref="IsProcessorEnabled"/> alone.</summary>
    public bool IsConnectionEnabled { get; init; } = true;

    public required DestinationDefinition Definition { get; init; }

    /// <summary>The settings, an object.</summary>
    public required JsonElement Config { get; init; }

    /// <summary>Changes with every change of the settings.</summary>
    public string RevisionId { get; init; } = "";

    /// <summary>Some string of the settings has the form <c>{{ path || default }}</c>.</summary>
    public bool HasDynamicConfig { get; init; }

    public string OriginalId { get; init; } = "";

    /// <summary>User transformations; at most the first is used.</summary>
    public IReadOnlyList<TransformationRef> Transformations { get; init; } = [];

    /// <summary>The account that it delivers through; null when it has credentials of its own.</summary>
    public OAuthAccount? Account { get; init; }

    /// <summary>Names of the settings that the document keeps apart as secret ones (<c>secretConfig</c>).</summary>
    public IReadOnlyList<string> SecretSettings { get; init; } = [];

    /// <summary>As the document has it; null: it doesn't say.</summary>
    public string? UpdatedAt { get; init; }

    /// <summary>Events reach it from the data plane.</summary>
    public bool ReceivesEvents => Enabled && IsProcessorEnabled;
}

/// <summary>A version of a user transformation attached to a destination.</summary>
public sealed record TransformationRef(string Id, string VersionId, string Language);

/// <summary>What kind of destination.</summary>
/// <param name="Name">The type, upper case: <c>WEBHOOK</c>.</param>
/// <param name="DisplayName">Key of the type in an event's <c>integrations</c> object.</param>
/// <param name="Config">The definition's <c>config</c>: <c>supportedMessageTypes</c>, <c>transformAtV1</c>, …</param>
public sealed record DestinationDefinition(string Id, string Name, string DisplayName, JsonElement Config);
