using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.People;

/// <summary><c>/api/v1/second-factor</c>: codes of an app (RFC 6238), for a person's own log-in.</summary>
internal static class SecondFactorRoutes
{
    private const int RecoveryCodes = 10;

    public static void MapSecondFactor(this RouteGroupBuilder api)
    {
        var factor = api.MapGroup("/second-factor").WithTags("Second factor");
        factor.MapPost("/", BeginAsync).NeedsPerson().WithName("beginSecondFactor").WithSummary("Makes the secret for an app. Nothing needs it until it is confirmed.");
        factor.MapPost("/confirm", ConfirmAsync).NeedsPerson().WithName("confirmSecondFactor").WithSummary("From now on logging in needs a code. Shows the recovery codes, once.");
        factor.MapDelete("/", EndAsync).NeedsPerson().WithName("endSecondFactor").WithSummary("Logging in needs no code any more.");
    }

    private static async Task<Ok<SecondFactorView>> BeginAsync(HttpContext context, PasswordCheck person, UserManager<StoredUser> users, Changes changes, CancellationToken ct)
    {
        var user = await WithoutAsync(context, person);
        await changes.MakeOfPersonAsync(user.Id, async _ => NewPeople.Must(await users.ResetAuthenticatorKeyAsync(user)), ct);
        return TypedResults.Ok(SecondFactorView.Of(user, (await users.GetAuthenticatorKeyAsync(user))!));
    }

    private static async Task<Ok<RecoveryCodesView>> ConfirmAsync(
        SecondFactorCode input, HttpContext context, PasswordCheck person, SecondFactorCheck check, UserManager<StoredUser> users, Changes changes, CancellationToken ct)
    {
        var user = await WithoutAsync(context, person);
        if (!await check.IsOfAppAsync(user, input.Code))
        {
            throw ApiException.Invalid("code", "The code is wrong. Begin with POST /api/v1/second-factor, put its secret into your app, and send the code that the app shows now.");
        }

        return TypedResults.Ok(await changes.MakeOfPersonAsync(user.Id, async change =>
        {
            Note(change, "secondFactorOn", user, isOn: true);
            NewPeople.Must(await users.SetTwoFactorEnabledAsync(user, true));
            return new RecoveryCodesView([.. (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes))!]);
        }, ct));
    }

    private static async Task<NoContent> EndAsync(
        [FromBody] PasswordInput input, HttpContext context, PasswordCheck person, UserManager<StoredUser> users, Changes changes, CancellationToken ct)
    {
        var user = await person.ConfirmAsync(context, input.Password, "password", ct);
        if (!user.TwoFactorEnabled)
        {
            throw ApiException.Conflict("There is no second factor.");
        }

        await changes.MakeOfPersonAsync(user.Id, async change =>
        {
            await TakeOffAsync(user, users, change);
            return user;
        }, ct);
        return TypedResults.NoContent();
    }

    /// <summary>Takes it off. What was seen of the old secret and codes must be worth nothing when there is a second factor again.</summary>
    public static async Task TakeOffAsync(StoredUser user, UserManager<StoredUser> users, Change change)
    {
        Note(change, "secondFactorOff", user, isOn: false);
        NewPeople.Must(await users.SetTwoFactorEnabledAsync(user, false));
        NewPeople.Must(await users.ResetAuthenticatorKeyAsync(user));
        await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 0);
    }

    // An issuer speaks for a person in its workspaces; the password, and what guards it, is the person's.
    // One that is on is not replaced by who finds an open browser: taking it off asks for the password.
    private static async Task<StoredUser> WithoutAsync(HttpContext context, PasswordCheck person) => PasswordCheck.ByBrowser(context).Issuer is not null
        ? throw ApiException.Forbidden("You have logged in by single sign-on, whose issuer asks for a second factor or not. Log in with your password to guard that.")
        : await person.FindAsync(context) is { TwoFactorEnabled: false } user
        ? user
        : throw ApiException.Conflict("There is a second factor already. Take it off first, with your password.");

    private static void Note(Change change, string action, StoredUser user, bool isOn) =>
        change.Note(action, "person", (user.Id, user.Name), new { secondFactor = !isOn }, () => new { secondFactor = isOn });
}

/// <summary>A code of the app.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SecondFactorCode(string Code);

/// <summary>What an app needs to make codes.</summary>
/// <param name="Uri">The same, for a QR code.</param>
internal sealed record SecondFactorView(string Secret, string Uri)
{
    public static SecondFactorView Of(StoredUser user, string secret) =>
        new(secret, $"otpauth://totp/Pintle:{System.Uri.EscapeDataString(user.Email!)}?secret={secret}&issuer=Pintle&digits=6&period=30");
}

/// <summary>Each logs in once in place of a code, when the app is lost.</summary>
internal sealed record RecoveryCodesView(IReadOnlyList<string> RecoveryCodes);
