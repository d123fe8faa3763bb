using Microsoft.AspNetCore.Http;

namespace Pintle.ControlPlane.Access;

/// <summary>A way by which requests say who makes them: tokens, sessions.</summary>
internal interface IActorSource
{
    /// <summary>Who it is; null: the request doesn't say it in this way, or what it says is not true any more.</summary>
    Task<Actor?> FindAsync(HttpContext context, CancellationToken ct);
}
