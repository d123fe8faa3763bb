using System.Text.Json.Serialization;
using Pintle.ControlPlane.Access;

namespace Pintle.ControlPlane.Tokens;

/// <summary>What people say of a token.</summary>
/// <param name="Name">By which its person knows it.</param>
/// <param name="Role">The most that it may; at most what its person may.</param>
/// <param name="ExpiresAt">Null: never.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TokenInput(string Name, Role Role, DateTimeOffset? ExpiresAt = null)
{
    private const int LongestName = 200;

    /// <summary>All that is wrong, by member.</summary>
    public IEnumerable<(string Member, string Message)> Problems(Role own, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName)
        {
            yield return ("name", $"A token needs a name of 1 to {LongestName} characters.");
        }

        if (Role > own)
        {
            yield return ("role", $"Your own role in the workspace is {own.ToString().ToLowerInvariant()}; a token can't have a higher one.");
        }

        if (ExpiresAt <= now)
        {
            yield return ("expiresAt", "A token must expire later than now. Leave expiresAt out for one that does not expire.");
        }
    }
}
