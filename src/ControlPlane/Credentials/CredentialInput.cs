using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pintle.ControlPlane.Credentials;

/// <summary>What people say of a credential.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CredentialInput
{
    private const int LongestKey = 200;
    private const int LongestValue = 32_768;

    /// <summary>What user code asks for it by.</summary>
    public required string Key { get; init; }

    /// <summary>Left out of a change: it stays.</summary>
    public string? Value { get; init; }

    /// <summary>Its value is never shown again.</summary>
    public bool IsSecret { get; init; }

    /// <summary>What can be edited of a credential as it is.</summary>
    public static CredentialInput Of(StoredCredential credential) => new() { Key = credential.Key, IsSecret = credential.IsSecret };

    /// <summary>All that is wrong with a new one, by member.</summary>
    public IEnumerable<(string Member, string Message)> Problems() => Value is null ? [.. ProblemsOfBoth(), NoValue] : ProblemsOfBoth();

    /// <summary>All that is wrong with a change, by member.</summary>
    public IEnumerable<(string Member, string Message)> Problems(StoredCredential before, JsonElement patch)
    {
        if (Value is null && patch.TryGetProperty("value", out _))
        {
            return [.. ProblemsOfBoth(), NoValue];
        }

        return Value is null && before.IsSecret && !IsSecret
            ? [.. ProblemsOfBoth(), ("isSecret", "What was secret stays unseen: give the credential a new value in the same change.")]
            : ProblemsOfBoth();
    }

    private static (string Member, string Message) NoValue => ("value", "A credential needs a value. Delete the credential if it is not needed any more.");

    private IEnumerable<(string Member, string Message)> ProblemsOfBoth()
    {
        if (string.IsNullOrWhiteSpace(Key) || Key.Length > LongestKey || Key.Trim() != Key)
        {
            yield return ("key", $"A credential needs a key of 1 to {LongestKey} characters, without spaces around it.");
        }

        if (Value is { Length: 0 or > LongestValue })
        {
            yield return ("value", $"The value must have 1 to {LongestValue} characters.");
        }
    }
}
