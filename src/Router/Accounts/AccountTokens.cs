using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Pintle.Workspace;

namespace Pintle.Router.Accounts;

/// <summary>
/// The tokens of every account in use: asked for once, however many deliveries want them, and renewed five minutes before they
/// expire or when a vendor has refused them. Thread-safe.
/// </summary>
public sealed class AccountTokens(TokenSource source, TimeProvider time)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Held> _held = new();

    /// <summary>An account's tokens, when they are here and good for a while.</summary>
    public bool TryGet(OAuthAccount account, out JsonElement secret) => Of(account).TryGet(time.GetUtcNow(), out secret);

    /// <summary>An account's tokens, asked for if need be.</summary>
    public Task<TokenAnswer> GetAsync(OAuthAccount account, CancellationToken ct)
    {
        var held = Of(account);
        return held.TryGet(time.GetUtcNow(), out var secret) ? Task.FromResult(new TokenAnswer(secret)) : held.AskAsync(account, source, time).WaitAsync(ct);
    }

    /// <summary>The vendor has refused these tokens: unless others have come meanwhile, they are to be replaced.</summary>
    public void Refuse(OAuthAccount account, JsonElement secret) => Of(account).Refuse(secret);

    // Whoever changes the tokens in the workspace document means the new ones.
    private Held Of(OAuthAccount account) =>
        _held.GetOrAdd($"{account.WorkspaceId}/{account.Id}/{(account.Secret.ValueKind == JsonValueKind.Undefined ? "" : account.Secret.GetRawText())}", static _ => new Held());

    private sealed class Held
    {
        private readonly Lock _gate = new();
        private JsonElement? _secret;
        private DateTimeOffset _goodUntil;
        private Task<TokenAnswer>? _asking;

        public bool TryGet(DateTimeOffset now, out JsonElement secret)
        {
            lock (_gate)
            {
                secret = _secret ?? default;
                return _secret is not null && now < _goodUntil;
            }
        }

        public void Refuse(JsonElement secret)
        {
            lock (_gate)
            {
                if (_secret is { } current && JsonElement.DeepEquals(current, secret))
                {
                    _goodUntil = DateTimeOffset.MinValue;
                }
            }
        }

        /// <summary>One question at a time; it goes on when one of those who wait is cancelled.</summary>
        public Task<TokenAnswer> AskAsync(OAuthAccount account, TokenSource source, TimeProvider time)
        {
            lock (_gate)
            {
                return _asking ??= Task.Run(() => AskOnceAsync(account, source, _secret, time));
            }
        }

        private async Task<TokenAnswer> AskOnceAsync(OAuthAccount account, TokenSource source, JsonElement? expired, TimeProvider time)
        {
            TokenAnswer? answer = null;
            try
            {
                return answer = await source(account, expired, CancellationToken.None);
            }
            finally
            {
                lock (_gate)
                {
                    _asking = null;
                    if (answer is { Problem: TokenProblem.None })
                    {
                        (_secret, _goodUntil) = (answer.Secret, GoodUntil(answer.Secret, time.GetUtcNow()));
                    }
                }
            }
        }

        // Tokens that live no longer than the pause before their end are good for half of their life.
        private static DateTimeOffset GoodUntil(JsonElement secret, DateTimeOffset now)
        {
            if (!secret.TryGetProperty("expirationDate", out var date) || date.ValueKind != JsonValueKind.String
                || !DateTimeOffset.TryParse(date.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
            {
                return DateTimeOffset.MaxValue;
            }

            var half = (end - now) / 2;
            return end - (half < Ahead ? half : Ahead);
        }
    }
}
