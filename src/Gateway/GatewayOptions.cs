namespace Pintle.Gateway;

/// <summary>Limits and switches of the gateway.</summary>
public sealed record GatewayOptions
{
    /// <summary>Largest request body, compressed or not (peer: <c>Gateway.maxReqSizeInKB</c>).</summary>
    public int MaxRequestBytes { get; init; } = 4_096_000;

    /// <summary>Most elements of a batch.</summary>
    public int MaxElements { get; init; } = 10_000;

    /// <summary>Bodies that may be in memory at a time; over it the answer is 503.</summary>
    public long InFlightBytes { get; init; } = 256L << 20;

    /// <summary>Requests at a time; over it the answer is 503.</summary>
    public int MaxConcurrentRequests { get; init; } = 50_000;

    /// <summary>How long a request waits for its commit before the answer is 503.</summary>
    public TimeSpan AppendTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Events with neither userId nor anonymousId are accepted.</summary>
    public bool AllowEventsWithoutIds { get; init; }

    /// <summary>The routes under <c>/internal</c> exist.</summary>
    public bool InternalEndpoints { get; init; }

    /// <summary>Reverse-ETL requests must carry <c>X-Rudder-Destination-Id</c>.</summary>
    public bool RequireDestinationIdHeader { get; init; }

    /// <summary>Events are limited per workspace.</summary>
    public bool RateLimit { get; init; }

    /// <summary>Events of a workspace in one window.</summary>
    public int RateLimitEvents { get; init; } = 1_000;

    public TimeSpan RateLimitWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Events that <c>/internal/v1/batch</c> takes in one window, as announced by <c>X-Batch-Size</c>; 0 = no limit.</summary>
    public int InternalBatchLimitEvents { get; init; }

    public TimeSpan InternalBatchLimitWindow { get; init; } = TimeSpan.FromSeconds(1);
}
