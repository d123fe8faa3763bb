using Pintle.Events;
using Pintle.Insight.Finding;
using Pintle.Store.Segments;
using Pintle.Workspace;

namespace Pintle.Server.Admin;

/// <summary>Query parameters that choose events.</summary>
/// <param name="User">A <c>userId</c> or <c>anonymousId</c>.</param>
/// <param name="Message">A <c>messageId</c>.</param>
/// <param name="Source">Id or name of a source.</param>
/// <param name="Since">Received at or after this; two hours ago unless given.</param>
/// <param name="Until">Received before this.</param>
/// <param name="Limit">Most events of the answer.</param>
/// <param name="After">The <c>next</c> of a former answer.</param>
internal sealed record FindQuery(string? User, string? Message, string? Source, DateTimeOffset? Since, DateTimeOffset? Until, int? Limit, string? After)
{
    private static readonly TimeSpan UsualReach = TimeSpan.FromHours(2);

    /// <summary>What is wrong with the question; null when nothing is.</summary>
    public string? Problem(WorkspaceSnapshot workspace) => this switch
    {
        { User: null or "", Message: null or "" } => "Name a user or a message.",
        { Source: { Length: > 0 } source } when SourceNames.Find(workspace, source) is null => $"No source has the id or name \"{source}\".",
        { After: { } after } when SearchPlace.Parse(after) is null => $"\"{after}\" is not where an answer ended.",
        _ => null,
    };

    public HeaderQuery ToHeaderQuery(WorkspaceSnapshot workspace, DateTimeOffset now)
    {
        var workspaces = workspace.SourcesById.Values.Select(s => s.WorkspaceId).Append(workspace.WorkspaceId).Distinct().ToList();
        return new HeaderQuery
        {
            Users = string.IsNullOrEmpty(User) ? null : [.. workspaces.SelectMany(w => (UserKey[])[UserKey.Of(w, User, ""), UserKey.Of(w, "", User)])],
            MessageHash = string.IsNullOrEmpty(Message) ? null : (source, jobRun) => MessageKey.Of(
                workspace.SourcesById.GetValueOrDefault(source)?.WorkspaceId ?? workspace.WorkspaceId, source, Message, jobRun).Low64,
            SourceId = string.IsNullOrEmpty(Source) ? null : SourceNames.Find(workspace, Source),
            From = Since ?? now - UsualReach,
            To = Until ?? DateTimeOffset.MaxValue,
        };
    }
}

/// <summary>Query parameters that choose live steps.</summary>
/// <param name="Source">Id or name of a source.</param>
/// <param name="Destination">Id of a destination.</param>
/// <param name="User">A <c>userId</c>, or the <c>anonymousId</c> of events without one.</param>
/// <param name="Type">An event type.</param>
/// <param name="Failed">Only failures: parked, held back and dead.</param>
internal sealed record TailFilter(string? Source, string? Destination, string? User, string? Type, bool? Failed)
{
    /// <summary>What is wrong with the question; null when nothing is.</summary>
    public string? Problem(WorkspaceSnapshot workspace) => this switch
    {
        { Source: { Length: > 0 } source } when SourceNames.Find(workspace, source) is null => $"No source has the id or name \"{source}\".",
        { Destination: { Length: > 0 } destination } when !workspace.DestinationsById.ContainsKey(destination) => $"No destination has the id \"{destination}\".",
        _ => null,
    };

    /// <summary>The same for the feed, with the source's name replaced by its id.</summary>
    public LiveWish ToWish(WorkspaceSnapshot workspace) => new()
    {
        SourceId = string.IsNullOrEmpty(Source) ? "" : SourceNames.Find(workspace, Source) ?? Source,
        DestinationId = Destination ?? "",
        User = User ?? "",
        Type = Type ?? "",
        OnlyFailures = Failed == true,
    };
}

/// <summary>Finds a source by what people call it.</summary>
internal static class SourceNames
{
    /// <summary>The id of the source with an id or a name; null when there is none.</summary>
    public static string? Find(WorkspaceSnapshot workspace, string idOrName) =>
        workspace.SourcesById.ContainsKey(idOrName)
            ? idOrName
            : workspace.SourcesById.Values.FirstOrDefault(s => s.Name.Equals(idOrName, StringComparison.OrdinalIgnoreCase))?.Id;
}
