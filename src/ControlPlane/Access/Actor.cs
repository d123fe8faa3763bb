using Microsoft.AspNetCore.Http;

namespace Pintle.ControlPlane.Access;

/// <summary>Who makes a request.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Email">Its address.</param>
internal sealed record Actor(string UserId, string Email)
{
    /// <summary>The token that speaks for the person; null: a browser with a session.</summary>
    public string? TokenId { get; init; }

    /// <summary>The only workspace of a token.</summary>
    public string? TokenWorkspaceId { get; init; }

    /// <summary>The most that a token may.</summary>
    public Role? TokenRole { get; init; }

    /// <summary>Of a browser: the session.</summary>
    public string? SessionId { get; init; }

    /// <summary>Of a browser that has logged in by single sign-on: the issuer's address. Only workspaces that have this issuer are open to it.</summary>
    public string? Issuer { get; init; }

    /// <summary>Who makes this request, once <see cref="AccessCheck"/> has let it in.</summary>
    public static Actor? Find(HttpContext context) => context.Features.Get<Actor>();

    /// <summary>Who makes this request. Only behind a rule that asks for somebody.</summary>
    public static Actor Of(HttpContext context) => Find(context) ?? throw new InvalidOperationException("The route lets anybody in.");
}
