using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pintle.ControlPlane.Accounts.Clients;
using Pintle.ControlPlane.Accounts.Vendors;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Accounts.Secrets;

/// <summary>
/// Renews the tokens of an account: one node at a time, for vendors that give a new refresh token each time take a second use of the old one for theft. No transaction
/// is open while a vendor is asked: who renews writes into the account until when nobody else may.
/// </summary>
internal sealed partial class AccountRenewal(IServiceScopeFactory scopes, VendorTokens vendors, SecretBox box, TimeProvider time, ILogger<AccountRenewal> log)
{
    // Longer than a vendor may take, with time to store what it has given.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    // Access that was withdrawn doesn't come back by asking.
    private static readonly TimeSpan AskWithdrawnAfter = TimeSpan.FromMinutes(1);

    /// <param name="seen">The account with the tokens that are to be replaced. When others are stored meanwhile, those are the answer.</param>
    public async Task<AccountSecretAnswer> RunAsync(StoredAccount seen)
    {
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ControlContext>();
            if (await AnsweredAsync(db, seen) is { } answer)
            {
                return answer;
            }

            var (now, until) = (time.GetUtcNow(), time.GetUtcNow() + Lease);
            if (await Same(db, seen).Where(a => a.RefreshingUntil == null || a.RefreshingUntil <= now)
                .ExecuteUpdateAsync(a => a.SetProperty(x => x.RefreshingUntil, until)) == 1)
            {
                return await AskAsync(db, seen, until);
            }

            // Another node is at it.
            await Task.Delay(Look, time);
        }
    }

    // What is known without asking the vendor.
    private async Task<AccountSecretAnswer?> AnsweredAsync(ControlContext db, StoredAccount seen) =>
        await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == seen.Id) switch
        {
            null => new AccountSecretAnswer(default, AccountSecretProblem.Unknown, $"There is no account \"{seen.Id}\"."),
            { } other when other.ProtectedSecret != seen.ProtectedSecret =>
                new AccountSecretAnswer(await AccountSecrets.HandOutAsync(db, box, other, TokenSet.Parse(box.Accounts.Unprotect(other.ProtectedSecret)), CancellationToken.None)),
            { IsWithdrawn: true } same when same.ProblemAt > time.GetUtcNow() - AskWithdrawnAfter => new AccountSecretAnswer(default, AccountSecretProblem.Withdrawn, same.Problem ?? ""),
            _ => null,
        };

    private async Task<AccountSecretAnswer> AskAsync(ControlContext db, StoredAccount seen, DateTimeOffset until)
    {
        var before = TokenSet.Parse(box.Accounts.Unprotect(seen.ProtectedSecret));
        var definition = AccountDefinitions.Find(seen.Type);
        var client = definition is null ? null : await OAuthClient.FindAsync(db, box, seen.WorkspaceId, definition.Vendor, CancellationToken.None);
        var answer = definition is null || before.RefreshToken is not { } token
            ? new VendorAnswer(null, VendorProblem.Withdrawn, before.IsEmpty ? "It has no tokens." : "Its tokens are over, and there is nothing to renew them with.")
            : client is null ? new VendorAnswer(null, VendorProblem.Refused, $"The workspace has no OAuth client of the vendor \"{definition.Vendor}\".")
            : await vendors.RefreshAsync(definition, client, token, CancellationToken.None);
        if (answer.Tokens is { } given)
        {
            var tokens = TokenSet.Of(definition!, given, before, time.GetUtcNow());
            var hidden = box.Accounts.Protect(tokens.ToJson());
            var now = time.GetUtcNow();
            var isKept = await StoreAsync(seen, until, account => account.ExecuteUpdateAsync(a => a.SetProperty(x => x.ProtectedSecret, hidden).SetProperty(x => x.RefreshedAt, now)
                .SetProperty(x => x.RefreshingUntil, (DateTimeOffset?)null).SetProperty(x => x.IsWithdrawn, false)
                .SetProperty(x => x.Problem, (string?)null).SetProperty(x => x.ProblemAt, (DateTimeOffset?)null)));
            return isKept ? new AccountSecretAnswer(tokens.ToHandOut(definition!.WantsDeveloperToken ? client?.DeveloperToken : null)) : await RunAsync(seen);
        }

        return await FailAsync(seen, until, answer);
    }

    private async Task<AccountSecretAnswer> FailAsync(StoredAccount seen, DateTimeOffset until, VendorAnswer answer)
    {
        var isOver = answer.Problem == VendorProblem.Withdrawn;
        LogFailed(seen.Id, seen.Type, answer.Message);
        var now = time.GetUtcNow();
        var isKept = await StoreAsync(seen, until, account => account.ExecuteUpdateAsync(a => a.SetProperty(x => x.IsWithdrawn, isOver).SetProperty(x => x.Problem, answer.Message)
            .SetProperty(x => x.ProblemAt, now).SetProperty(x => x.RefreshingUntil, (DateTimeOffset?)null)));
        return isKept ? new AccountSecretAnswer(default, isOver ? AccountSecretProblem.Withdrawn : AccountSecretProblem.Away, answer.Message) : await RunAsync(seen);
    }

    // Tries until the lease is over: a vendor that gives refresh tokens once will not take the old one again. False: the account has other tokens by now, or is gone.
    private async Task<bool> StoreAsync(StoredAccount seen, DateTimeOffset until, Func<IQueryable<StoredAccount>, Task<int>> store)
    {
        while (true)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                return await store(Same(scope.ServiceProvider.GetRequiredService<ControlContext>(), seen)) == 1;
            }
            catch (Exception away) when (ProblemAnswers.IsAway(away) && time.GetUtcNow() + Again < until)
            {
                await Task.Delay(Again, time);
            }
            catch (Exception away) when (ProblemAnswers.IsAway(away))
            {
                LogNotStored(seen.Id, seen.Type, away.GetBaseException().Message);
                throw;
            }
        }
    }

    private static IQueryable<StoredAccount> Same(ControlContext db, StoredAccount seen) => db.Accounts.Where(a => a.Id == seen.Id && a.ProtectedSecret == seen.ProtectedSecret);

    [LoggerMessage(8071, LogLevel.Warning, "The tokens of the account {Account} ({Type}) can't be renewed: {Reason}")]
    private partial void LogFailed(string account, string type, string reason);

    [LoggerMessage(8072, LogLevel.Error, "What the vendor said of the account {Account} ({Type}) could not be stored; it may have to be connected again: {Reason}")]
    private partial void LogNotStored(string account, string type, string reason);
}
