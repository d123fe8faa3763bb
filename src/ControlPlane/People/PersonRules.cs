using System.Net.Mail;

namespace Pintle.ControlPlane.People;

/// <summary>What names, addresses and passwords of people must be.</summary>
internal static class PersonRules
{
    public const int ShortestPassword = 12;

    private const int LongestPassword = 1000;
    private const int LongestEmail = 256;
    private const int LongestName = 200;

    public static IEnumerable<(string Member, string Message)> NameProblems(string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName)
        {
            yield return ("name", $"A person needs a name of 1 to {LongestName} characters.");
        }
    }

    public static IEnumerable<(string Member, string Message)> EmailProblems(string email)
    {
        if (email.Length > LongestEmail || email.Any(char.IsWhiteSpace) || !MailAddress.TryCreate(email, out var address) || address.Address != email)
        {
            yield return ("email", $"The e-mail address must be one, such as ada@example.com, of at most {LongestEmail} characters.");
        }
    }

    public static IEnumerable<(string Member, string Message)> PasswordProblems(string? password, string member = "password")
    {
        if (password is null || password.Length < ShortestPassword || password.Length > LongestPassword)
        {
            yield return (member, $"A password has at least {ShortestPassword} characters, and at most {LongestPassword}; any will do, so take a few words.");
        }
    }
}
