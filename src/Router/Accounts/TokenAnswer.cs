using System.Text.Json;

namespace Pintle.Router.Accounts;

/// <summary>What came of asking for an account's tokens.</summary>
/// <param name="Secret">The tokens as destinations know them (<c>access_token</c>, …, <c>expirationDate</c>); undefined when there is a problem.</param>
/// <param name="Problem">Why there are none.</param>
/// <param name="Message">The same for people.</param>
public sealed record TokenAnswer(JsonElement Secret, TokenProblem Problem = TokenProblem.None, string Message = "");

/// <summary>Why there are no tokens.</summary>
public enum TokenProblem
{
    None,

    /// <summary>Who hands them out can't do it now.</summary>
    Away,

    /// <summary>The vendor gives no more of them until somebody connects the account again.</summary>
    Revoked,
}
