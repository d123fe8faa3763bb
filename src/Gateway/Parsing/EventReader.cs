using Pintle.Events;
using Pintle.Gateway.Http;
using Pintle.Workspace;

namespace Pintle.Gateway.Parsing;

/// <summary>Makes events for the log out of a scanned body (spec gateway.md §4 step 4 and §5).</summary>
internal sealed class EventReader(GatewayOptions options, TimeProvider time)
{
    [ThreadStatic]
    private static EventBody? _body;

    /// <summary>All events of a request; the answer instead when one of them refuses the whole.</summary>
    public Answer? Read(ReadOnlySpan<byte> body, IReadOnlyList<EventScan> scans, in EventOrigin origin, List<IncomingEvent> events, out bool isRun)
    {
        var now = time.GetUtcNow();
        var (jobRun, taskRun) = scans.Count == 0
            ? ("", "")
            : (First(scans[0].JobRunId, origin.JobRunId), First(scans[0].TaskRunId, origin.TaskRunId));
        isRun = jobRun.Length > 0 || taskRun.Length > 0;
        var requestIp = origin.RequestIp;
        foreach (var scan in scans)
        {
            if (!scan.IsObject)
            {
                return Answer.NotAnEvent;
            }

            // An event's own address counts for the events behind it too, until another one comes.
            requestIp = scan.HasRequestIp ? scan.RequestIp ?? "" : requestIp;
            var type = origin.CallType ?? scan.Type;
            var (user, anonymous) = (CleanText.Clean(scan.UserId), CleanText.Clean(scan.AnonymousId));
            if (user.Length == 0 && anonymous.Length == 0 && type is not ("extract" or "record") && !options.AllowEventsWithoutIds)
            {
                return Answer.NoIds;
            }

            if (origin.IsSuppressed?.Invoke(origin.Source.WorkspaceId, user, origin.Source.Id) != true)
            {
                events.Add(Make(body[scan.Start..scan.End], scan, type, user, anonymous, now, requestIp, jobRun, taskRun, origin));
            }
        }

        return null;
    }

    private static IncomingEvent Make(
        ReadOnlySpan<byte> sent, in EventScan scan, string type, string user, string anonymous, DateTimeOffset now, string requestIp, string jobRun, string taskRun, in EventOrigin origin)
    {
        var cleaned = scan.MessageId is null ? "" : CleanText.Clean(scan.MessageId);
        var isMade = cleaned.Length == 0;
#pragma warning disable RS0030 // a version-4 UUID is what the peer makes; nothing depends on its value
        var messageId = isMade ? Guid.NewGuid().ToString() : cleaned;
#pragma warning restore RS0030
        var key = MessageKey.Of(origin.Source.WorkspaceId, origin.Source.Id, messageId, jobRun);
        var setsType = origin.CallType is not null && (scan.Type != origin.CallType || scan.TypeCount != 1);
        var stored = (_body ??= new EventBody()).Build(
            sent, scan, setsType ? type : null, messageId == scan.MessageId ? null : messageId, user, anonymous, now, scan.HasRequestIp && scan.RequestIp is not null ? null : requestIp);
        var header = new EventHeader
        {
            SourceId = origin.Source.Id,
            Type = type,
            Name = type == "track" ? scan.Event : type is "page" or "screen" ? scan.Name : "",
            MessageHash = key.Low64,
            User = UserKey.Of(origin.Source.WorkspaceId, user, anonymous),
            ReceivedAt = now,
            DestinationId = origin.DestinationId,
            JobRunId = jobRun,
            TaskRunId = taskRun,
            IsBlocked = BlockedEvents.Has(origin.Workspace, origin.Source, type, scan.Event),
        };
        return new IncomingEvent(header, stored, isMade ? null : key);
    }

    private static string First(string own, string header) => own.Length > 0 ? own : header;
}

/// <summary>Where a request's events come from.</summary>
/// <param name="CallType">The type that the route forces; null = as sent.</param>
internal readonly record struct EventOrigin(
    WorkspaceSnapshot Workspace, Source Source, string? CallType, string RequestIp, string DestinationId, string JobRunId, string TaskRunId,
    Func<string, string, string, bool>? IsSuppressed);
