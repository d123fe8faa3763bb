using Microsoft.AspNetCore.Http;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Access;

/// <summary>
/// How many requests of the API somebody makes: <see cref="ControlPlaneOptions.ApiRate"/> a second on average, and ten seconds' worth at once. Each token, each person with a browser
/// and each address that nobody has logged in from is counted for itself, by each node. Thread-safe; forgets who has been quiet.
/// </summary>
internal sealed class ApiRate(ControlPlaneOptions options, TimeProvider time)
{
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();

    // Until when each caller's requests would last, made evenly (the generic cell rate algorithm, ITU-T I.371).
    private readonly Dictionary<string, DateTimeOffset> _lastUntil = new(StringComparer.Ordinal);

    /// <summary>Counts a request.</summary>
    /// <exception cref="ApiException">It is one too many.</exception>
    public void Take(HttpContext context, Actor? actor)
    {
        if (options.ApiRate > 0 && WaitOf(actor?.TokenId ?? actor?.UserId ?? CallerNetwork.Of(context.Connection.RemoteIpAddress)) is { } wait)
        {
            throw TryAgain.After(context, wait, seconds => $"These are more than {options.ApiRate} requests a second. Wait {seconds} seconds, then go on slower.");
        }
    }

    private TimeSpan? WaitOf(string caller)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            Callers.MakeRoom(_lastUntil, over => over <= now);
            var until = _lastUntil.TryGetValue(caller, out var last) && last > now ? last : now;
            if (until - now > Burst)
            {
                return until - now - Burst;
            }

            _lastUntil[caller] = until + (TimeSpan.FromSeconds(1) / options.ApiRate);
            return null;
        }
    }
}
