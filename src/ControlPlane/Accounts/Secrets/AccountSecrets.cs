using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Accounts.Clients;
using Pintle.ControlPlane.Accounts.Vendors;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Accounts.Secrets;

/// <summary>Hands out the tokens of accounts, renewed when they end or a vendor has refused them. Thread-safe.</summary>
public sealed class AccountSecrets
{
    // As far ahead as data planes ask; tokens that live shorter are good for half of their life.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Lazy<Task<AccountSecretAnswer>>> _renewing = new();
    private readonly IServiceScopeFactory _scopes;
    private readonly AccountRenewal _renewal;
    private readonly SecretBox _box;
    private readonly TimeProvider _time;

    internal AccountSecrets(IServiceScopeFactory scopes, AccountRenewal renewal, SecretBox box, TimeProvider time) => (_scopes, _renewal, _box, _time) = (scopes, renewal, box, time);

    /// <summary>The tokens of an account.</summary>
    /// <param name="expired">Tokens that have ended, soon will or were refused, and are to be replaced. When others are stored, somebody has renewed them already. Null: whatever there is.</param>
    public async Task<AccountSecretAnswer> GetAsync(string workspaceId, string accountId, JsonElement? expired, CancellationToken ct)
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ControlContext>();
            if (await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.WorkspaceId == workspaceId && a.Id == accountId, ct) is not { } account)
            {
                return new AccountSecretAnswer(default, AccountSecretProblem.Unknown, $"There is no account \"{accountId}\".");
            }

            var tokens = TokenSet.Parse(_box.Accounts.Unprotect(account.ProtectedSecret));
            var isExpired = tokens.Are(expired);
            if (!tokens.IsEmpty && (isExpired ? IsLastOf(account, tokens) : !IsEnding(account, tokens) || IsLastOf(account, tokens)))
            {
                return new AccountSecretAnswer(await HandOutAsync(db, _box, account, tokens, ct));
            }

            var renewed = await RenewOnceAsync(account).WaitAsync(ct);

            // They can't be renewed, and are not over yet.
            return renewed.Problem is AccountSecretProblem.None or AccountSecretProblem.Unknown || isExpired || tokens.IsEmpty || tokens.EndsAt <= _time.GetUtcNow()
                ? renewed
                : new AccountSecretAnswer(await HandOutAsync(db, _box, account, tokens, ct));
        }
        catch (CryptographicException)
        {
            return new AccountSecretAnswer(default, AccountSecretProblem.Withdrawn, $"The key of the tokens of the account {accountId} is lost. Put the keys back, or connect the account again.");
        }
        catch (Exception away) when (ProblemAnswers.IsAway(away))
        {
            return new AccountSecretAnswer(default, AccountSecretProblem.Away, "The configuration database is away.");
        }
    }

    /// <summary>Tokens as destinations get them.</summary>
    internal static async Task<JsonElement> HandOutAsync(ControlContext db, SecretBox box, StoredAccount account, TokenSet tokens, CancellationToken ct)
    {
        var definition = AccountDefinitions.Find(account.Type);
        var client = definition?.WantsDeveloperToken == true ? await OAuthClient.FindAsync(db, box, account.WorkspaceId, definition.Vendor, ct) : null;
        return tokens.ToHandOut(client?.DeveloperToken);
    }

    private bool IsEnding(StoredAccount account, TokenSet tokens)
    {
        if (tokens.EndsAt is not { } end)
        {
            return false;
        }

        var half = account.RefreshedAt is { } since ? (end - since) / 2 : Ahead;
        return _time.GetUtcNow() >= end - (half < Ahead ? half : Ahead);
    }

    // Data planes ask for others ahead of the end. There are none when nothing renews these: they are used to their end.
    private bool IsLastOf(StoredAccount account, TokenSet tokens) => (tokens.RefreshToken is null || AccountDefinitions.Find(account.Type) is null)
        && tokens.EndsAt - _time.GetUtcNow() is { } left && left > TimeSpan.Zero && left <= Ahead + TimeSpan.FromMinutes(1);

    // However many ask; and a renewal goes on when who asked is gone: tokens that are renewed and not stored may be lost for good.
    private Task<AccountSecretAnswer> RenewOnceAsync(StoredAccount seen) => _renewing.GetOrAdd(seen.Id, id => new Lazy<Task<AccountSecretAnswer>>(() => Task.Run(async () =>
    {
        try
        {
            return await _renewal.RunAsync(seen);
        }
        finally
        {
            _renewing.TryRemove(id, out _);
        }
    }))).Value;
}
