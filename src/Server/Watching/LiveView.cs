using System.Text.Json;
using System.Text.Json.Serialization;
using Pintle.Events;
using Pintle.Workspace;

namespace Pintle.Server.Watching;

/// <summary>A step as people see it.</summary>
internal sealed record LiveView(
    DateTimeOffset At, string Step, string SourceId, string DestinationId, string MessageId, string Type, string Name, int StatusCode, string Detail, string User, double? Milliseconds, int? Destinations)
{
    private const int MostPayload = 16 << 10;

    // Of these the files matter, not an event by itself; and a warehouse's may be personal beyond any rule.
    private static readonly HashSet<string> Storage = new(StringComparer.Ordinal)
    {
        "S3", "GCS", "AZURE_BLOB", "MINIO", "DIGITAL_OCEAN_SPACES", "S3_DATALAKE", "GCS_DATALAKE", "AZURE_DATALAKE",
        "POSTGRES", "BQ", "SNOWFLAKE", "SNOWPIPE_STREAMING", "RS", "CLICKHOUSE", "MSSQL", "AZURE_SYNAPSE", "DELTALAKE",
    };

    /// <summary>The event, without what rules hide; only where it was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Payload { get; init; }

    /// <summary>Size of the whole event.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PayloadBytes { get; init; }

    /// <summary>Why some of the event, or all of it, is not shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PayloadNote { get; init; }

    public static LiveView Of(LiveStep step, bool withPayload, PayloadRedaction redaction, WorkspaceSnapshot workspace)
    {
        var isUserHidden = step.User.Length > 0 && (redaction.Hides("userId") || redaction.Hides("anonymousId"));
        var view = new LiveView(
            step.At, step.Step, step.SourceId, step.DestinationId, step.MessageId, step.Type, step.Name, step.StatusCode, step.Detail, isUserHidden ? "[redacted]" : step.User, step.Milliseconds, step.Destinations);
        if (!withPayload)
        {
            return view;
        }

        view = view with { PayloadBytes = step.EventBytes };
        if (workspace.DestinationsById.TryGetValue(step.DestinationId, out var destination) && Storage.Contains(destination.Definition.Name))
        {
            return view with { PayloadNote = "Events of object storage and warehouses are not shown." };
        }

        if (step.Event.IsEmpty || redaction.Apply(step.Event, MostPayload) is not { } applied)
        {
            return view with { PayloadNote = "The event is too large to be shown." };
        }

        return view with { Payload = applied.Shown, PayloadNote = applied.IsCut ? "The event is large: some of it is left out." : null };
    }
}
