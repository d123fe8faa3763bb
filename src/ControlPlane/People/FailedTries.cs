using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.People;

/// <summary>
/// Locks a person for a while after failed tries. Each try is counted before it is looked at, in one statement, and taken back when it was right:
/// so many at once can't be more than are allowed. Identity's own counts them afterwards, loses some of those at once, and has a clock of its own.
/// </summary>
internal sealed class FailedTries(ControlContext db, TimeProvider time)
{
    /// <summary>With this many, one is locked.</summary>
    public const int Most = 5;

    /// <summary>How long one is locked.</summary>
    public static readonly TimeSpan Lock = TimeSpan.FromMinutes(5);

    private DateTimeOffset? _until;

    /// <summary>Counts a try.</summary>
    /// <exception cref="ApiException">The person is locked.</exception>
    public async Task CountAsync(HttpContext context, string userId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? until = now + Lock;
        var counted = await db.Users.Where(u => u.Id == userId && (u.LockoutEnd == null || u.LockoutEnd <= now)).ExecuteUpdateAsync(
            u => u.SetProperty(x => x.LockoutEnd, x => x.AccessFailedCount + 1 >= Most ? until : null)
                .SetProperty(x => x.AccessFailedCount, x => x.AccessFailedCount + 1 >= Most ? 0 : x.AccessFailedCount + 1), ct);
        if (counted == 0)
        {
            var end = await db.Users.Where(u => u.Id == userId).Select(u => u.LockoutEnd).SingleOrDefaultAsync(ct);
            throw LogInLimits.TooMany(context, (end ?? until.Value) - now);
        }

        _until = until;
    }

    /// <summary>The try was right in all.</summary>
    public Task ForgetAsync(string userId, CancellationToken ct) => db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(
        u => u.SetProperty(x => x.LockoutEnd, (DateTimeOffset?)null).SetProperty(x => x.AccessFailedCount, 0), ct);

    /// <summary>The try was right as far as it went; the ones before it still count.</summary>
    public Task ForgetThisAsync(string userId, CancellationToken ct) => db.Users.Where(u => u.Id == userId && (u.LockoutEnd == _until || u.AccessFailedCount > 0)).ExecuteUpdateAsync(
        u => u.SetProperty(x => x.AccessFailedCount, x => x.LockoutEnd == _until ? Most - 1 : x.AccessFailedCount - 1)
            .SetProperty(x => x.LockoutEnd, x => x.LockoutEnd == _until ? null : x.LockoutEnd), ct);
}
