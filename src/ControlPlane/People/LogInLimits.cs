using Microsoft.AspNetCore.Http;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.People;

/// <summary>How often anybody may try to log in.</summary>
internal sealed class LogInLimits(TimeProvider time)
{
    private const int ByAddress = 10;
    private const int ByEmail = 20;

    private readonly TryLimit _addresses = new(ByAddress, TimeSpan.FromMinutes(1), time);
    private readonly TryLimit _emails = new(ByEmail, TimeSpan.FromMinutes(1), time);

    /// <summary>A try from the request's address, with this e-mail address.</summary>
    /// <exception cref="ApiException">There were too many.</exception>
    public void Take(HttpContext context, string? email)
    {
        if ((_addresses.Take(CallerNetwork.Of(context.Connection.RemoteIpAddress)) ?? (email is null ? null : _emails.Take(email.ToUpperInvariant()))) is { } wait)
        {
            throw TooMany(context, wait);
        }
    }

    /// <summary>Not now; says when.</summary>
    public static ApiException TooMany(HttpContext context, TimeSpan wait) => TryAgain.After(context, wait, static seconds => $"There were too many tries. Wait {seconds} seconds, then try again.");
}
