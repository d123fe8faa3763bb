using System.Text.Json.Serialization;

namespace Pintle.ControlPlane.Accounts;

/// <summary>What people say of an account that is connected.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AccountInput
{
    private const int LongestName = 200;

    public required string Name { get; init; }

    /// <summary>What can be edited of an account as it is.</summary>
    public static AccountInput Of(StoredAccount account) => new() { Name = account.Name };

    /// <summary>All that is wrong, by member.</summary>
    public IEnumerable<(string Member, string Message)> Problems() => ProblemsOf(Name);

    /// <summary>What is wrong with a name.</summary>
    public static IEnumerable<(string Member, string Message)> ProblemsOf(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName)
        {
            yield return ("name", $"An account needs a name of 1 to {LongestName} characters.");
        }
    }
}
