using System.Text.Json;
using Pintle.DestinationKit.Delivery;

namespace Pintle.Router.Accounts;

/// <summary>A destination's way to its account's tokens, in the words of deliveries.</summary>
internal sealed class AccountAccess(HeldTokens tokens)
{
    public bool TryGet(out JsonElement secret) => tokens.TryGet(out secret);

    /// <summary>The tokens, or why there are none. Never throws; neither when it is cancelled.</summary>
    public async ValueTask<(JsonElement Secret, Verdict? Problem)> GetAsync(CancellationToken ct)
    {
        TokenAnswer answer;
        try
        {
            answer = await tokens.GetAsync(ct);
        }
        catch (OperationCanceledException)
        {
            answer = new TokenAnswer(default, TokenProblem.Away, "The wait for them was cancelled.");
        }

        return answer.Problem switch
        {
            TokenProblem.None => (answer.Secret, null),
            TokenProblem.Revoked => (default, Withdrawn(answer.Message)),
            _ => (default, new Verdict(VerdictKind.DestinationFault, 500, "no access tokens", answer.Message)),
        };
    }

    /// <summary>
    /// What a verdict that speaks of tokens means: refused ones are replaced and the event goes again; where access was withdrawn,
    /// events wait until somebody connects the account again (decision 0016).
    /// </summary>
    public Verdict Hear(Verdict verdict, JsonElement secret)
    {
        switch (verdict.Auth)
        {
            case AuthProblem.Expired:
                tokens.Refuse(secret);
                return verdict with { Kind = VerdictKind.DestinationFault };
            case AuthProblem.Revoked:
                tokens.Refuse(secret);
                return Withdrawn(verdict.Message);
            default:
                return verdict;
        }
    }

    private static Verdict Withdrawn(string message) =>
        new(VerdictKind.DestinationFault, 400, "access to the account was withdrawn", message) { Auth = AuthProblem.Revoked };
}
