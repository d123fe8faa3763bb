using Pintle.Workspace;

namespace Pintle.Gateway.Parsing;

/// <summary>Events that the workspace's settings block: track events, by exact name, of event-stream and webhook sources (spec gateway.md §7).</summary>
internal static class BlockedEvents
{
    public static bool Has(WorkspaceSnapshot workspace, Source source, string type, string name) =>
        type == "track" && name.Length > 0 && workspace.BlockedTrackEvents.Contains(name)
        && source.Definition.EffectiveCategory is "eventStream" or "webhook";
}
