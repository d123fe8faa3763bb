using System.Text.Json;

namespace Pintle.ControlPlane.People.SingleSignOn.LoggingIn;

/// <summary>Who an issuer says that somebody is.</summary>
/// <param name="Subject">The issuer's own name for them, which it never gives to somebody else.</param>
/// <param name="Email">Null: not told.</param>
/// <param name="IsVerified">The address is theirs; null: it doesn't say.</param>
/// <param name="Name">As people call them; null: not told.</param>
internal sealed record VouchedPerson(string Subject, string? Email, bool? IsVerified, string? Name)
{
    private const int LongestName = 200;

    /// <summary>Of claims (OpenID Connect Core §5.1).</summary>
    public static VouchedPerson Of(string subject, JsonElement claims) => new(subject, Text(claims, "email"), Truth(claims, "email_verified"), NameIn(claims));

    /// <summary>With what another answer has more. Address and whether it is verified go together.</summary>
    public VouchedPerson With(VouchedPerson more) => this with
    {
        Email = more.Email ?? Email,
        IsVerified = more.Email is null ? IsVerified : more.IsVerified ?? (more.Email == Email ? IsVerified : null),
        Name = Name ?? more.Name,
    };

    private static string? NameIn(JsonElement claims)
    {
        var name = Text(claims, "name") ?? string.Join(' ', new[] { Text(claims, "given_name"), Text(claims, "family_name") }.OfType<string>());
        name = name.Length == 0 ? Text(claims, "preferred_username") ?? "" : name;
        return name.Length == 0 ? null : name.Length > LongestName ? name[..LongestName] : name;
    }

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    // Some issuers write it as text.
    private static bool? Truth(JsonElement claims, string name) => claims.TryGetProperty(name, out var value)
        ? value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.GetString()!.Equals("true", StringComparison.OrdinalIgnoreCase))
        : null;
}
