using System.Net;
using System.Text.Json;
using Pintle.Router.Outbound;
using Pintle.Server.Fetching;
using Pintle.UserCode.Running;

namespace Pintle.UserCode.Tests.Hostile.Network;

/// <summary>Calls of user code as the server does them, behind a guard that allows what a test says.</summary>
internal sealed class Fetching(params string[] allowed) : IDisposable
{
    private readonly UserFetch _fetch = new(new OutboundGuard([.. allowed.Select(IPNetwork.Parse)], ResolveAsync), new Geolocation("", TimeSpan.FromSeconds(1)));

    public HostCall Call => _fetch.CallAsync;

    /// <summary>What <c>fetchV2</c> gives: the answer, or the error.</summary>
    public Task<(bool IsGood, JsonElement Value)> FetchAsync(string url, object? options = null) => CallAsync("fetchV2", url, options);

    public async Task<(bool IsGood, JsonElement Value)> CallAsync(string kind, string url, object? options = null)
    {
        var answer = await _fetch.CallAsync(kind, JsonSerializer.SerializeToElement(new[] { url, options }), TestContext.Current.CancellationToken);
        return (answer.IsGood, JsonElement.Parse(answer.Json));
    }

    public void Dispose() => _fetch.Dispose();

    // Names of this test are what they say; all else is what the system says.
    private static Task<IPAddress[]> ResolveAsync(string host, CancellationToken ct)
    {
        const string Ours = ".to.test";
        return host.EndsWith(Ours, StringComparison.Ordinal)
            ? Task.FromResult(host[..^Ours.Length].Split("-and-").Select(a => IPAddress.Parse(a.Replace('_', ':'))).ToArray())
            : Dns.GetHostAddressesAsync(host, ct);
    }
}
