namespace Pintle.Server.Configuration;

/// <summary>Keys of the established product that are accepted, with the unit that a bare number has there.</summary>
internal static class Aliases
{
    public static readonly IReadOnlyList<Alias> All =
    [
        new("Gateway.webPort", "gateway.port"),
        new("Gateway.maxReqSizeInKB", "gateway.maxRequestSize", "KB"),
        new("Gateway.maxConcurrentRequests", "gateway.maxConcurrentRequests"),
        new("Gateway.allowReqsWithoutUserIDAndAnonymousID", "gateway.allowEventsWithoutIds"),
        new("Gateway.internalEndpointsEnabled", "gateway.internalEndpoints"),
        new("Gateway.requireDestinationIdHeader", "gateway.requireDestinationIdHeader"),
        new("Gateway.enableRateLimit", "gateway.rateLimit"),
        new("Gateway.internalBatchThrottleEvents", "gateway.internalBatchLimitEvents"),
        new("Gateway.internalBatchThrottleWindow", "gateway.internalBatchLimitWindow", "s"),
        new("RateLimit.eventLimit", "gateway.rateLimitEvents"),
        new("RateLimit.rateLimitWindow", "gateway.rateLimitWindow", "s"),
        new("Router.retryTimeWindow", "router.retryWindow", "m"),
        new("Router.maxFailedCountForJob", "router.fewestAttempts"),
        new("Router.minRetryBackoff", "router.firstRetry", "s"),
        new("Router.maxRetryBackoff", "router.longestRetry", "s"),
        new("Router.httpTimeout", "router.requestTimeout", "s"),
        new("Router.jobRetention", "router.expireAfter", "h"),
        new("Dedup.dedupWindow", "lanes.duplicateWindow", "s"),
        new("BackendConfig.configJSONPath", "workspace.file") { Variable = "RSERVER_BACKEND_CONFIG_CONFIG_JSONPATH" },
        new("CONFIG_BACKEND_URL", "workspace.backend") { Variable = "CONFIG_BACKEND_URL" },
        new("GEOLOCATION_URL", "userCode.geolocation") { Variable = "GEOLOCATION_URL" },
        new("GEOLOCATION_TIMEOUT_IN_MS", "userCode.geolocationTimeout", "ms") { Variable = "GEOLOCATION_TIMEOUT_IN_MS" },
        new("IVM_EXECUTION_TIMEOUT", "userCode.runLimit", "ms") { Variable = "IVM_EXECUTION_TIMEOUT" },
        new("USER_TRANSFORM_TIMEOUT", "userCode.batchLimit", "ms") { Variable = "USER_TRANSFORM_TIMEOUT" },
        new("ISOLATE_VM_MEMORY", "userCode.heapMegabytes") { Variable = "ISOLATE_VM_MEMORY" },
        new("WORKSPACE_TOKEN", "workspace.token") { Variable = "WORKSPACE_TOKEN" },
        new("CONFIG_BACKEND_TOKEN", "workspace.token") { Variable = "CONFIG_BACKEND_TOKEN" },
    ];

    /// <summary>By its name in a file, or by its environment variable.</summary>
    public static Alias? Find(string name) => All.FirstOrDefault(
        a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || a.Variable == name);
}

/// <summary>One accepted key.</summary>
/// <param name="Unit">Appended to a bare number.</param>
internal sealed record Alias(string Name, string Key, string Unit = "")
{
    /// <summary>Its environment variable: <c>Router.httpTimeout</c> → <c>RSERVER_ROUTER_HTTP_TIMEOUT</c>.</summary>
    public string Variable { get; init; } = "RSERVER_" + System.Text.RegularExpressions.Regex.Replace(
        Name.Replace('.', '_'), "(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_").ToUpperInvariant();

    public string Convert(string value) => Unit.Length > 0 && value.All(char.IsAsciiDigit) ? value + Unit : value;
}
