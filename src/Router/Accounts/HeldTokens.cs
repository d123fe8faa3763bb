using System.Globalization;
using System.Text.Json;
using Pintle.Workspace;

namespace Pintle.Router.Accounts;

/// <summary>
/// The tokens of one account: asked for once, however many deliveries want them, and renewed five minutes before they expire or
/// when a vendor has refused them. Thread-safe.
/// </summary>
internal sealed class HeldTokens(TokenSource source, TimeProvider time)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private OAuthAccount? _account;
    private JsonElement? _secret;
    private DateTimeOffset _goodUntil;
    private DateTimeOffset _end;
    private Task<TokenAnswer>? _asking;

    /// <summary>The account as the workspace document has it by now. Whoever changes its tokens there means the new ones.</summary>
    public void Follow(OAuthAccount account)
    {
        lock (_gate)
        {
            if (_account is { } before && !JsonElement.DeepEquals(before.Secret, account.Secret))
            {
                _secret = null;
            }

            _account = account;
        }
    }

    /// <summary>The tokens, when they are here and good for a while.</summary>
    public bool TryGet(out JsonElement secret)
    {
        lock (_gate)
        {
            secret = _secret ?? default;
            return _secret is not null && time.GetUtcNow() < _goodUntil;
        }
    }

    /// <summary>The tokens, asked for if need be. The question goes on when one of those who wait is cancelled.</summary>
    public Task<TokenAnswer> GetAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            if (_secret is { } secret && time.GetUtcNow() < _goodUntil)
            {
                return Task.FromResult(new TokenAnswer(secret));
            }

            _asking ??= Task.Run(() => AskAsync(_account!, _secret, isRefused: _end == DateTimeOffset.MinValue), CancellationToken.None);
            return _asking.WaitAsync(ct);
        }
    }

    /// <summary>The vendor has refused these tokens: unless others have come meanwhile, they are to be replaced.</summary>
    public void Refuse(JsonElement secret)
    {
        lock (_gate)
        {
            if (_secret is { } current && JsonElement.DeepEquals(current, secret))
            {
                (_goodUntil, _end) = (DateTimeOffset.MinValue, DateTimeOffset.MinValue);
            }
        }
    }

    private async Task<TokenAnswer> AskAsync(OAuthAccount account, JsonElement? old, bool isRefused)
    {
        TokenAnswer answer;
        try
        {
            answer = await source(account, old, isRefused && old is not null, CancellationToken.None);
        }
#pragma warning disable CA1031 // a source with a bug must not lose the events that wait for it
        catch (Exception bug)
        {
            answer = new TokenAnswer(default, TokenProblem.Away, $"{bug.GetType().Name}: {bug.Message}");
        }
#pragma warning restore CA1031

        lock (_gate)
        {
            _asking = null;
            var now = time.GetUtcNow();
            if (answer.Problem == TokenProblem.None)
            {
                _secret = answer.Secret;
                (_goodUntil, _end) = LifeOf(answer.Secret, now);
            }
            else if (answer.Problem == TokenProblem.Away && _secret is { } still && now < _end)
            {
                // They can't be renewed now, and are not over yet.
                _goodUntil = now + AskAgainAfter < _end ? now + AskAgainAfter : _end;
                return new TokenAnswer(still);
            }

            return answer;
        }
    }

    // Tokens that live no longer than the pause before their end are good for half of their life.
    private static (DateTimeOffset GoodUntil, DateTimeOffset End) LifeOf(JsonElement secret, DateTimeOffset now)
    {
        if (!secret.TryGetProperty("expirationDate", out var date) || date.ValueKind != JsonValueKind.String
            || !DateTimeOffset.TryParse(date.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
        {
            return (DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);
        }

        var half = (end - now) / 2;
        return (end - (half < Ahead ? half : Ahead), end);
    }
}
