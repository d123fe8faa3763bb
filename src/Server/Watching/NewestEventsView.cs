using System.Text.Json;

namespace Pintle.Server.Watching;

/// <summary>Events to try code on.</summary>
/// <param name="Items">The newest first.</param>
internal sealed record NewestEventsView(IReadOnlyList<NewestEvent> Items);

/// <summary>An event of the log as people see it.</summary>
/// <param name="Name">Of a track, page or screen event.</param>
/// <param name="Event">The event, without what rules hide.</param>
internal sealed record NewestEvent(string SourceId, string Type, string Name, DateTimeOffset ReceivedAt, JsonElement Event);
