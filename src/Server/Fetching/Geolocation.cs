using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pintle.UserCode.Running;

namespace Pintle.Server.Fetching;

/// <summary>User code's <c>geolocation(ip)</c>: asks <c>GET …/geoip/{ip}</c> of the service that the operator runs (user transformations §4).</summary>
internal sealed class Geolocation : IDisposable
{
    private const int MostBytes = 1 << 20;
    private readonly HttpClient? _http;

    /// <param name="url">Of the service; empty: there is none.</param>
    /// <param name="limit">For an answer.</param>
    public Geolocation(string url, TimeSpan limit) => _http = url.Length == 0 ? null
        : new HttpClient { BaseAddress = new Uri(url.TrimEnd('/') + "/"), Timeout = limit, MaxResponseContentBufferSize = MostBytes };

    public async Task<HostAnswer> CallAsync(JsonElement arguments, CancellationToken ct)
    {
        if (arguments.GetArrayLength() == 0 || arguments[0].ValueKind is JsonValueKind.Null || arguments[0].ToString().Length == 0)
        {
            return Rejected("ip address is required");
        }

        if (arguments[0].ValueKind != JsonValueKind.String || !IPAddress.TryParse(arguments[0].GetString(), out var ip))
        {
            return Rejected("invalid ip address");
        }

        if (_http is null)
        {
            return Rejected("geolocation is not available right now");
        }

        try
        {
            using var answer = await _http.GetAsync(new Uri($"geoip/{Uri.EscapeDataString(ip.ToString())}", UriKind.Relative), ct);
            return answer.IsSuccessStatusCode
                ? new HostAnswer(true, JsonElement.Parse(await answer.Content.ReadAsStringAsync(ct)).GetRawText())
                : Rejected($"request to fetch geolocation failed with status code: {(int)answer.StatusCode}");
        }
        catch (Exception away) when (away is HttpRequestException or JsonException || (away is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return Rejected(away is OperationCanceledException ? "request to fetch geolocation timed out" : $"request to fetch geolocation failed: {away.Message}");
        }
    }

    public void Dispose() => _http?.Dispose();

    private static HostAnswer Rejected(string message) => new(false, new JsonObject { ["message"] = message, ["name"] = "Error" }.ToJsonString());
}
