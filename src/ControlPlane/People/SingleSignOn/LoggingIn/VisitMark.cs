using Microsoft.AspNetCore.Http;

namespace Pintle.ControlPlane.People.SingleSignOn.LoggingIn;

/// <summary>A cookie by which the browser that went to an issuer is known when it comes back: Lax, for the request comes from the issuer's page. One a visit.</summary>
internal static class VisitMark
{
    private const string Path = "/api/v1/log-in";
    private const int NameLength = 12;

    public static string? Read(HttpContext context, string visit) => context.Request.Cookies[Name(visit)];

    public static void Give(HttpContext context, string visit, string value, TimeSpan age) => context.Response.Cookies.Append(Name(visit), value, Options(context, age));

    public static void Take(HttpContext context, string visit) => context.Response.Cookies.Delete(Name(visit), Options(context, age: null));

    // The id is a hash: its beginning tells nothing of the state.
    private static string Name(string visit) => $"pintle-sso-{visit[..NameLength]}";

    private static CookieOptions Options(HttpContext context, TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = Path,
        MaxAge = age,
        IsEssential = true,
    };
}
