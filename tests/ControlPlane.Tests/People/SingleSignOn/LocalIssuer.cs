using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using Protection = OpenIddict.Server.OpenIddictServerHandlers.Protection;

namespace Pintle.ControlPlane.Tests.People.SingleSignOn;

/// <summary>An OpenID Connect issuer (OpenIddict) on a free loopback port. Whoever comes is <see cref="Person"/>, who approves.</summary>
internal sealed class LocalIssuer : IAsyncDisposable
{
    // Made once: big keys take seconds.
    private static readonly SymmetricSecurityKey OwnKey = new(RandomNumberGenerator.GetBytes(32));
    private static readonly RsaSecurityKey FirstKey = new(RSA.Create(2048)) { KeyId = "first" };

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _asked = new();

    private LocalIssuer(WebApplication app) => _app = app;

    /// <summary>What it calls itself.</summary>
    public string Url { get; private set; } = "";

    public string ClientId { get; } = "client-of-pintle";

    public string ClientSecret { get; } = "hush-client";

    public IssuerPerson Person { get; set; } = new("sub-1", "nobody@example.com", true);

    /// <summary>E-mail address and name come from userinfo only.</summary>
    public bool IsThin { get; set; }

    /// <summary>Makes another ID token out of the claims of the right one; null: the right one.</summary>
    public Func<JsonObject, string>? Forge { get; set; }

    /// <summary>Before a request is answered; may wait, and may answer itself.</summary>
    public Func<HttpContext, Task> OnRequest { get; set; } = static _ => Task.CompletedTask;

    public SigningCredentials Key => Options.SigningCredentials[0];

    private OpenIddictServerOptions Options => _app.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue;

    public static async Task<LocalIssuer> StartAsync(TimeProvider time)
    {
        LocalIssuer? issuer = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.SetAuthorizationEndpointUris("authorise").SetTokenEndpointUris("token").SetUserInfoEndpointUris("userinfo").SetJsonWebKeySetEndpointUris("keys")
                .AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().RegisterScopes(Scopes.Email, Scopes.Profile)
                .EnableDegradedMode().AddEncryptionKey(OwnKey).AddSigningKey(FirstKey);
            server.Configure(options => options.TimeProvider = time);
            server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().DisableTransportSecurityRequirement();
            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(_ => default));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(asked => issuer!.CheckClient(asked)));
            server.AddEventHandler<HandleUserInfoRequestContext>(handler => handler.UseInlineHandler(asked => issuer!.TellMore(asked)));
            server.AddEventHandler<GenerateTokenContext>(handler => handler.UseInlineHandler(made => issuer!.Replace(made)).SetOrder(Protection.GenerateIdentityModelToken.Descriptor.Order + 500));
        });
        builder.Services.AddAuthentication();
        issuer = new LocalIssuer(builder.Build());
        issuer._app.Use(issuer.CountAsync);
        issuer._app.UseAuthentication();
        issuer._app.MapGet("/authorise", issuer.Approve);
        await issuer._app.StartAsync();
        issuer.Url = issuer._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/";
        return issuer;
    }

    /// <summary>How often it was asked at a path.</summary>
    public int Asked(string path) => _asked.GetValueOrDefault(path);

    /// <summary>Signs with another key from here on; the one before is forgotten.</summary>
    public void ChangeKey()
    {
        Options.SigningCredentials.Clear();
        Options.SigningCredentials.Add(NewKey());
    }

    /// <summary>A key that nobody is told of.</summary>
    public static SigningCredentials NewKey() =>
        new(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = $"key-{Guid.CreateVersion7()}" }, SecurityAlgorithms.EcdsaSha256);

    public static string Sign(JsonObject claims, SigningCredentials? key) =>
        key is null ? new JsonWebTokenHandler().CreateToken(claims.ToJsonString()) : new JsonWebTokenHandler().CreateToken(claims.ToJsonString(), key);

    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task CountAsync(HttpContext context, RequestDelegate next)
    {
        _asked.AddOrUpdate(context.Request.Path, 1, static (_, count) => count + 1);
        await OnRequest(context);
        if (!context.Response.HasStarted && context.Response.StatusCode == StatusCodes.Status200OK)
        {
            await next(context);
        }
    }

    private IResult Approve(HttpContext context)
    {
        var identity = new ClaimsIdentity("issuer", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, Person.Subject);
        if (!IsThin)
        {
            identity.SetClaim(Claims.Name, Person.Name).SetClaim(Claims.Email, Person.Email);
            if (Person.IsVerified is { } verified)
            {
                identity.SetClaim(Claims.EmailVerified, verified);
            }
        }

        identity.SetScopes(context.GetOpenIddictServerRequest()!.GetScopes());
        identity.SetDestinations(static _ => [OpenIddictConstants.Destinations.IdentityToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private ValueTask CheckClient(ValidateTokenRequestContext asked)
    {
        if (asked.ClientId != ClientId || asked.ClientSecret != ClientSecret)
        {
            asked.Reject(Errors.InvalidClient);
        }

        return default;
    }

    private ValueTask TellMore(HandleUserInfoRequestContext asked)
    {
        asked.Subject = Person.Subject;
        (asked.Email, asked.EmailVerified) = (Person.Email, Person.IsVerified);
        asked.Claims[Claims.Name] = Person.Name;
        return default;
    }

    private ValueTask Replace(GenerateTokenContext made)
    {
        if (Forge is { } forge && made.TokenType.EndsWith("id_token", StringComparison.Ordinal))
        {
            var claims = new JsonWebToken(made.Token).EncodedPayload;
            made.Token = forge(JsonNode.Parse(Base64UrlEncoder.Decode(claims))!.AsObject());
        }

        return default;
    }
}

/// <summary>Somebody whom the issuer knows.</summary>
/// <param name="IsVerified">Null: not told.</param>
internal sealed record IssuerPerson(string Subject, string Email, bool? IsVerified, string Name = "Ada Lovelace");
