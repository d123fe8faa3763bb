using System.Text.Json.Nodes;

namespace Pintle.ControlPlane.Accounts.Vendors;

/// <summary>What a vendor said when it was asked for tokens.</summary>
/// <param name="Tokens">Its answer; null: there is a problem.</param>
/// <param name="Problem">Why there are none.</param>
/// <param name="Message">The same for people; without secrets.</param>
internal sealed record VendorAnswer(JsonObject? Tokens, VendorProblem Problem = VendorProblem.None, string Message = "");

/// <summary>Why a vendor gives no tokens.</summary>
internal enum VendorProblem
{
    None,

    /// <summary>It can't be reached, or has a fault: later it may.</summary>
    Away,

    /// <summary>It doesn't take the client, or the request.</summary>
    Refused,

    /// <summary>Access is over: somebody must approve again.</summary>
    Withdrawn,
}
