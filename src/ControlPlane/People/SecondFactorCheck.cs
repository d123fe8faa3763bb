using Microsoft.AspNetCore.Identity;

namespace Pintle.ControlPlane.People;

/// <summary>Is it a code of a person's second factor? Each code works once.</summary>
internal sealed class SecondFactorCheck(UserManager<StoredUser> users, UsedCodes used)
{
    private const int CodeDigits = 6;

    /// <summary>A code of the app, or one of the recovery codes.</summary>
    public async Task<bool> IsRightAsync(StoredUser user, string code) =>
        Digits(code) is { } digits ? await IsOfAppAsync(user, digits) : (await users.RedeemTwoFactorRecoveryCodeAsync(user, code.Trim().ToUpperInvariant())).Succeeded;

    /// <summary>A code of the app.</summary>
    public async Task<bool> IsOfAppAsync(StoredUser user, string code) =>
        Digits(code) is { } digits && await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, digits) && used.Add(user.Id, digits);

    // Apps show them in two groups.
    private static string? Digits(string code)
    {
        var digits = code.Replace(" ", "", StringComparison.Ordinal);
        return digits.Length == CodeDigits && digits.All(char.IsAsciiDigit) ? digits : null;
    }
}

/// <summary>Codes that were used, as long as their time would let them be used again: who looks on can't repeat one.</summary>
internal sealed class UsedCodes(TimeProvider time)
{
    // Identity takes codes of two steps of 30 seconds to either side.
    private readonly TryLimit _codes = new(1, TimeSpan.FromMinutes(3), time);

    /// <summary>False: it was used.</summary>
    public bool Add(string userId, string code) => _codes.Take($"{userId} {code}") is null;
}
