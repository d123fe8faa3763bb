using Pintle.Events;

namespace Pintle.Router.Replay;

/// <summary>Which events of the log a replay takes, decided from their headers.</summary>
internal sealed class ReplayFilter
{
    private readonly HashSet<string> _sources;
    private readonly HashSet<string> _types;
    private readonly string? _name;
    private readonly HashSet<ulong>? _users;

    public ReplayFilter(LogReplaySpec spec)
    {
        _sources = [.. spec.Sources.Keys];
        _types = new HashSet<string>(spec.Request.Types, StringComparer.OrdinalIgnoreCase);
        _name = spec.Request.EventName;

        // A person is known by a user id or by an anonymous one, and each workspace has its own.
        _users = spec.Request.User is { } user
            ? [.. spec.Sources.Values.Distinct().SelectMany(ws => (UserKey[])[UserKey.Of(ws, user, ""), UserKey.Of(ws, "", user)]).Select(k => k.Hash)]
            : null;
    }

    public bool Covers(EventHeader header) =>
        _sources.Contains(header.SourceId)
        && (_types.Count == 0 || _types.Contains(header.Type.Trim()))
        && (_name is null || _name == header.Name)
        && (_users is null || _users.Contains(header.User.Hash));
}
