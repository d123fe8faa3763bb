using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pintle.TestKit;

/// <summary>
/// A vendor's OAuth on a free loopback port, as RFC 6749 and RFC 7636 have it. Everybody approves. Refresh tokens are good once: a second use is taken for theft, and ends
/// the access, as strict vendors do.
/// </summary>
public sealed class OAuthVendor : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Approval> _codes = new();
    private readonly ConcurrentDictionary<string, Family> _refreshTokens = new();
    private readonly ConcurrentDictionary<string, Family> _accessTokens = new();
    private int _count;
    private int _refreshes;

    private OAuthVendor(WebApplication app) => _app = app;

    public string Url { get; private set; } = "";

    public string AuthoriseUrl => $"{Url}/authorise";

    public string TokenUrl => $"{Url}/token";

    public string ClientId { get; } = "client-of-pintle";

    public string ClientSecret { get; } = "hush-client";

    /// <summary>In answers, as Salesforce has it.</summary>
    public string InstanceUrl { get; set; } = "https://instance.example";

    /// <summary>Of access tokens, in seconds; null: not said.</summary>
    public int? Life { get; set; } = 3_600;

    /// <summary>Before a refresh is answered; may wait, and may answer itself.</summary>
    public Func<HttpContext, Task> OnRefresh { get; set; } = static _ => Task.CompletedTask;

    /// <summary>How often it was asked for fresh tokens.</summary>
    public int Refreshes => _refreshes;

    /// <summary>Everything secret that it has given out or knows.</summary>
    public IReadOnlyList<string> Secrets => [.. _accessTokens.Keys, .. _refreshTokens.Keys, .. _codes.Keys, ClientSecret];

    public static async Task<OAuthVendor> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var vendor = new OAuthVendor(builder.Build());
        vendor._app.MapGet("/authorise", vendor.Authorise);
        vendor._app.MapPost("/token", (Delegate)vendor.TokenAsync);
        await vendor._app.StartAsync();
        vendor.Url = vendor._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return vendor;
    }

    /// <summary>Is it a token whose access has not ended?</summary>
    public bool Takes(string accessToken) => _accessTokens.TryGetValue(accessToken, out var family) && !family.IsOver && !family.Refused.ContainsKey(accessToken);

    /// <summary>Takes this token no more; its refresh token is still good.</summary>
    public void Refuse(string accessToken) => _accessTokens[accessToken].Refused[accessToken] = true;

    /// <summary>Somebody has withdrawn the access of all.</summary>
    public void Withdraw() => Array.ForEach([.. _refreshTokens.Values], family => family.IsOver = true);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Authorise(HttpContext context)
    {
        var query = context.Request.Query;
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["redirect_uri"].Count != 1 || (query["code_challenge"].Count == 1 && query["code_challenge_method"] != "S256"))
        {
            return Results.BadRequest();
        }

        var code = $"code-{Interlocked.Increment(ref _count)}-{Guid.CreateVersion7()}";
        _codes[code] = new Approval($"{query["redirect_uri"]}", query["code_challenge"].FirstOrDefault());
        return Results.Redirect(QueryHelpers.AddQueryString($"{query["redirect_uri"]}", new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] }));
    }

    private async Task<IResult> TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (form["client_id"] != ClientId || form["client_secret"] != ClientSecret)
        {
            return Refused("invalid_client", StatusCodes.Status401Unauthorized);
        }

        if (form["grant_type"] == "authorization_code")
        {
            return _codes.TryRemove($"{form["code"]}", out var approval) && approval.RedirectUri == form["redirect_uri"] && Proves(approval, form["code_verifier"].FirstOrDefault())
                ? Given(new Family()) : Refused("invalid_grant");
        }

        Interlocked.Increment(ref _refreshes);
        await OnRefresh(context);
        if (context.Response.HasStarted || context.Response.StatusCode != StatusCodes.Status200OK)
        {
            return Results.Empty;
        }

        if (!_refreshTokens.TryGetValue($"{form["refresh_token"]}", out var family) || family.IsOver)
        {
            return Refused("invalid_grant");
        }

        lock (family)
        {
            family.IsOver |= family.Newest != form["refresh_token"];
            return family.IsOver ? Refused("invalid_grant") : Given(family);
        }
    }

    private IResult Given(Family family)
    {
        var number = Interlocked.Increment(ref _count);
        var (access, refresh) = ($"access-{number}-{Guid.CreateVersion7()}", $"refresh-{number}-{Guid.CreateVersion7()}");
        (_accessTokens[access], _refreshTokens[refresh], family.Newest) = (family, family, refresh);
        return Results.Json(new Dictionary<string, object?>
        {
            ["access_token"] = access, ["refresh_token"] = refresh, ["token_type"] = "Bearer", ["expires_in"] = Life, ["instance_url"] = InstanceUrl, ["id_token"] = "nobody needs it",
        });
    }

    private static bool Proves(Approval approval, string? verifier) => approval.Challenge is null
        || (verifier is not null && approval.Challenge == WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));

    private static IResult Refused(string error, int status = StatusCodes.Status400BadRequest) => Results.Json(new { error, error_description = "As the tests want it." }, statusCode: status);

    private sealed record Approval(string RedirectUri, string? Challenge);

    // The tokens that come of one approval.
    private sealed class Family
    {
        public string Newest { get; set; } = "";

        public bool IsOver { get; set; }

        public ConcurrentDictionary<string, bool> Refused { get; } = new();
    }
}
