using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Keys;

/// <summary>
/// Encrypts every secret again with a new key. It may be stopped at any moment and run again, and servers may run meanwhile: each secret is readable before and after,
/// and no revision, version or time of what it belongs to changes.
/// </summary>
internal sealed class SecretRotation(ControlContext db, SecretBox box, KeyRings rings)
{
    private const int Batch = 100;
    private const int MostPasses = 10;

    private static readonly TimeSpan KeyLife = TimeSpan.FromDays(90);

    /// <summary>Makes a key, and encrypts all with it.</summary>
    /// <param name="tell">Takes a line now and then.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>What can't be decrypted, and stays as it is.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(Action<string> tell, CancellationToken ct)
    {
        var ring = rings.Fresh();

        // ASP.NET compares with this clock, whatever the application's is.
        var now = TimeProvider.System.GetUtcNow();
        var key = ring.Keys.CreateNewKey(now, now + KeyLife);
        rings.After(ring);
        tell($"There is a new key, {key.KeyId}.");
        for (var pass = 1; ; pass++)
        {
            // What servers encrypt meanwhile may still be with the key before.
            var (renewed, unreadable) = await PassAsync(tell, isDry: false, ct);
            if (renewed == 0 || pass == MostPasses)
            {
                return unreadable;
            }
        }
    }

    /// <summary>How many secrets are not encrypted with the newest key, and what can't be decrypted.</summary>
    public Task<(int Older, IReadOnlyList<string> Unreadable)> CountAsync(CancellationToken ct) => PassAsync(static _ => { }, isDry: true, ct);

    private async Task<(int Older, IReadOnlyList<string> Unreadable)> PassAsync(Action<string> tell, bool isDry, CancellationToken ct)
    {
        var (older, unreadable) = (0, new List<string>());
        foreach (var column in SecretColumns.All(box))
        {
            var (renewed, after) = (0, "");
            while (await ReadAsync(column, after, ct) is { Count: > 0 } some)
            {
                foreach (var kept in some)
                {
                    renewed += await RenewAsync(column, kept, isDry, unreadable, ct);
                }

                after = some[^1].Id;
                if (!isDry && renewed > 0)
                {
                    tell($"{column.What}: {renewed} encrypted again.");
                }
            }

            older += renewed;
        }

        return (older, unreadable);
    }

    // By key set: rows that come and go meanwhile move no other out of sight.
    private Task<List<KeptSecret>> ReadAsync(SecretColumn column, string after, CancellationToken ct) =>
        column.Read(db).Where(s => s.Text != null && s.Text != "" && string.Compare(s.Id, after) > 0).OrderBy(s => s.Id).Take(Batch).ToListAsync(ct);

    private async Task<int> RenewAsync(SecretColumn column, KeptSecret kept, bool isDry, List<string> unreadable, CancellationToken ct)
    {
        try
        {
            return column.Protector.Renew(kept.Text!) is not { } text ? 0 : isDry ? 1 : await column.WriteAsync(db, kept, text, ct);
        }
        catch (Exception lost) when (lost is CryptographicException or FormatException && !Http.ProblemAnswers.IsAway(lost))
        {
            unreadable.Add($"{column.What} {kept.Id}");
            return 0;
        }
    }
}
