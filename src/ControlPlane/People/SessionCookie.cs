using Microsoft.AspNetCore.Http;

namespace Pintle.ControlPlane.People;

/// <summary>The cookie by which a browser says which session it has.</summary>
internal static class SessionCookie
{
    public const string Name = "pintle-session";

    public static string? Read(HttpRequest request) => request.Cookies[Name];

    public static void Give(HttpContext context, string value, TimeSpan age) => context.Response.Cookies.Append(Name, value, Options(context, age));

    public static void Take(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context, age: null));

    private static CookieOptions Options(HttpContext context, TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        MaxAge = age,
        IsEssential = true,
    };
}
