using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.People;

/// <summary>Begins and ends sessions of browsers.</summary>
internal sealed class BrowserSessions(ControlContext db, TimeProvider time)
{
    /// <summary>A session that is not used for so long is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(7);

    private const int LongestUserAgent = 500;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Logs a person in. The cookie is always a new one: what somebody put there before is worth nothing.</summary>
    /// <param name="issuer">Address of the issuer who said who it is; null: the person's password did.</param>
    public async Task BeginAsync(HttpContext context, StoredUser user, CancellationToken ct, string? issuer = null)
    {
        var (value, now) = (Ids.NewSecret("ses"), time.GetUtcNow());
        var before = SessionCookie.Read(context.Request) is { } old ? Ids.HashOf(old) : "";
        await db.Sessions.Where(s => s.Id == before || s.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        var agent = context.Request.Headers.UserAgent.ToString();
        db.Sessions.Add(new StoredSession
        {
            Id = Ids.HashOf(value),
            UserId = user.Id,
            Ticket = [],
            Issuer = issuer,
            Address = context.Connection.RemoteIpAddress?.ToString() ?? "",
            UserAgent = agent.Length > LongestUserAgent ? agent[..LongestUserAgent] : agent,
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now + Longest,
        });
        await db.SaveChangesAsync(ct);
        SessionCookie.Give(context, value, Longest);
    }

    /// <summary>A person's sessions that are not over.</summary>
    public IQueryable<StoredSession> Living(string userId)
    {
        var now = time.GetUtcNow();
        var seen = now - Idle;
        return db.Sessions.Where(s => s.UserId == userId && s.ExpiresAt > now && s.LastSeenAt > seen);
    }

    /// <summary>Ends one session of a person; false: there is none such.</summary>
    public async Task<bool> EndAsync(string userId, string id, CancellationToken ct) => await db.Sessions.Where(s => s.UserId == userId && s.Id == id).ExecuteDeleteAsync(ct) > 0;

    /// <summary>Ends all sessions of a person but one.</summary>
    public Task EndOthersAsync(string userId, string? kept, CancellationToken ct) => db.Sessions.Where(s => s.UserId == userId && s.Id != kept).ExecuteDeleteAsync(ct);
}
