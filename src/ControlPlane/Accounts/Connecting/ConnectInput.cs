using System.Text.Json.Serialization;
using Pintle.ControlPlane.Accounts.Vendors;

namespace Pintle.ControlPlane.Accounts.Connecting;

/// <summary>An account to connect.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ConnectInput
{
    public required string Name { get; init; }

    /// <summary>Name of its definition.</summary>
    public required string Type { get; init; }

    /// <summary>The page of this server to come back to: <c>/accounts</c>.</summary>
    public string ReturnTo { get; init; } = "/";

    /// <summary>All that is wrong, by member.</summary>
    public IEnumerable<(string Member, string Message)> Problems()
    {
        foreach (var problem in AccountInput.ProblemsOf(Name).Concat(ReturnPath.Problems(ReturnTo)))
        {
            yield return problem;
        }

        if (AccountDefinitions.Find(Type) is null)
        {
            yield return ("type", $"There is no kind of account \"{Type}\"; /api/v1/definitions/accounts lists them.");
        }
    }
}

/// <summary>An account to connect again.</summary>
/// <param name="ReturnTo">The page of this server to come back to.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReconnectInput(string ReturnTo = "/");

/// <summary>Where to go to approve.</summary>
/// <param name="AuthoriseUrl">The vendor's page, for this browser.</param>
/// <param name="ExpiresAt">It must be done by then.</param>
internal sealed record ConnectView(string AuthoriseUrl, DateTimeOffset ExpiresAt);

/// <summary>Pages that people come back to.</summary>
internal static class ReturnPath
{
    private const int Longest = 1_000;

    /// <summary>What is wrong with it. Only paths of this server are taken, so that nobody is led elsewhere: browsers take //, and \ for /, as the beginning of another host.</summary>
    public static IEnumerable<(string Member, string Message)> Problems(string path)
    {
        if (path.Length is 0 or > Longest || path[0] != '/' || path.StartsWith("//", StringComparison.Ordinal) || path.Any(c => c is '\\' or '#' || c <= ' ' || c > '~'))
        {
            yield return ("returnTo", "\"returnTo\" must be a path of this server, such as /accounts: one slash first, no fragment.");
        }
    }

    /// <summary>The page, with what came of it.</summary>
    public static string With(string path, string name, string value) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(path, name, value);
}
