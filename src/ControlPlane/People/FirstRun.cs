using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.People;

/// <summary>An installation in which nobody can log in yet. Who reads what the server prints proves with its token that the installation is theirs.</summary>
public sealed class FirstRun(IServiceScopeFactory scopes) : IHostedService, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Known when the server has started; null: there are people. It is nowhere but here, and works once.</summary>
    public string? Token { get; private set; }

    /// <summary>Looks whether there are people.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            Token = await IsNeededAsync(scope.ServiceProvider.GetRequiredService<ControlContext>(), cancellationToken) ? Ids.NewSecret("setup") : null;
        }
        catch (Exception away) when (ProblemAnswers.IsAway(away))
        {
            // Events are more urgent than people. If there are none, the next start will tell.
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _turn.Dispose();

    internal static async Task<bool> IsNeededAsync(ControlContext db, CancellationToken ct) => !await db.Users.AnyAsync(ct);

    /// <summary>Makes the first person, for who has the token; of two at once, one.</summary>
    internal async Task<T> RunAsync<T>(string token, ControlContext db, Func<Task<T>> make, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (!await IsNeededAsync(db, ct))
            {
                throw Done();
            }

            if (!IsToken(token))
            {
                throw ApiException.Forbidden("The token is not the one that the server printed when it started. Copy it from there.");
            }

            var made = await make();
            Token = null;
            return made;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>There are people already.</summary>
    internal static ApiException Done() => new(StatusCodes.Status409Conflict, "Pintle is set up already. Log in, or ask an administrator to invite you.");

    // Hashed first, so that the time tells nothing of its length either.
    private bool IsToken(string given) =>
        Token is { } token && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
