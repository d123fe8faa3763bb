using System.Text;
using Microsoft.AspNetCore.Http;

namespace Pintle.Gateway.Http;

/// <summary>An answer of the gateway: status and exact text (spec gateway.md §4). Errors end with a newline, success doesn't.</summary>
internal sealed class Answer
{
    public static readonly Answer Ok = new(200, "ok");
    public static readonly Answer InvalidJson = new(400, "invalid json");
    public static readonly Answer EmptyBatch = new(400, "empty batch payload");
    public static readonly Answer NotAnEvent = new(400, "event is not a valid rudder event");
    public static readonly Answer NoIds = new(400, "request neither has anonymousId nor userId");
    public static readonly Answer UnreadableBody = new(400, "failed to read body from request");
    public static readonly Answer BrokenMultipart = new(400, "error during parsing multiform");
    public static readonly Answer InvalidDestinationId = new(400, "invalid destination id");
    public static readonly Answer NoDestinationId = new(400, "failed to read destination id from header");
    public static readonly Answer NoWriteKey = new(401, "failed to read writekey from header");
    public static readonly Answer NoWriteKeyInQuery = new(401, "failed to read writekey from query params");
    public static readonly Answer InvalidWriteKey = new(401, "invalid write key");
    public static readonly Answer NoSourceId = new(401, "failed to read source id from header");
    public static readonly Answer InvalidSourceId = new(401, "invalid source id");
    public static readonly Answer InvalidReplaySource = new(401, "invalid replay source");
    public static readonly Answer SourceDisabled = new(404, "source is disabled");
    public static readonly Answer DestinationDisabled = new(404, "destination is disabled");
    public static readonly Answer NoWebhookSource = new(404, "source does not accept webhook events");
    public static readonly Answer NotFound = new(404, "404 page not found");
    public static readonly Answer NoJobRun = new(404, "job run not found");
    public static readonly Answer JobRunNotCompleted = new(400, "job run is not completed");
    public static readonly Answer BadPage = new(400, "invalid page size or page token");
    public static readonly Answer TooLarge = new(413, "request size exceeds max limit");
    public static readonly Answer TooManyEvents = new(429, "max requests limit reached");
    public static readonly Answer Unavailable = new(503, "service unavailable", retryAfter: "1");
    public static readonly Answer TooManyRequests = new(503, "Service Unavailable", retryAfter: "1");

    private readonly byte[] _body;
    private readonly string? _retryAfter;

    private Answer(int status, string text, string? retryAfter = null)
    {
        Status = status;
        Text = text;
        _retryAfter = retryAfter;
        _body = Encoding.UTF8.GetBytes(status == 200 ? text : text + "\n");
    }

    public int Status { get; }

    public string Text { get; }

    public bool IsOk => Status == 200;

    public Task WriteAsync(HttpResponse response, TimeSpan? retryAfter = null)
    {
        response.StatusCode = Status;
        response.ContentType = "text/plain; charset=utf-8";
        if (!IsOk)
        {
            response.Headers.XContentTypeOptions = "nosniff";
            var wait = retryAfter is { } time ? Math.Max(1, (long)Math.Ceiling(time.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture) : _retryAfter;
            if (wait is not null)
            {
                response.Headers.RetryAfter = wait;
            }
        }

        response.ContentLength = _body.Length;
        return response.Body.WriteAsync(_body).AsTask();
    }
}
