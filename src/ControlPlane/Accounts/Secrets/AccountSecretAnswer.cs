using System.Text.Json;

namespace Pintle.ControlPlane.Accounts.Secrets;

/// <summary>What came of asking for an account's tokens.</summary>
/// <param name="Secret">As destinations get them; undefined when there is a problem.</param>
/// <param name="Problem">Why there are none.</param>
/// <param name="Message">The same for people.</param>
public sealed record AccountSecretAnswer(JsonElement Secret, AccountSecretProblem Problem = AccountSecretProblem.None, string Message = "");

/// <summary>Why there are no tokens.</summary>
public enum AccountSecretProblem
{
    None,

    /// <summary>There is no such account.</summary>
    Unknown,

    /// <summary>The vendor gives no more of them until somebody connects the account again.</summary>
    Withdrawn,

    /// <summary>They can't be renewed now.</summary>
    Away,
}
