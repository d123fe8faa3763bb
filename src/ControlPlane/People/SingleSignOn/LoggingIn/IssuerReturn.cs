using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.People.SingleSignOn.Issuers;

namespace Pintle.ControlPlane.People.SingleSignOn.LoggingIn;

/// <summary>Logs somebody in who comes back from an issuer.</summary>
internal sealed class IssuerReturn(ControlContext db, SecretBox secrets, IssuerTokens tokens, IdTokenCheck check, Admission admission, BrowserSessions sessions)
{
    /// <exception cref="LogInRefusedException">They are not let in.</exception>
    /// <exception cref="IssuerException">The issuer is away.</exception>
    public async Task FinishAsync(HttpContext context, StoredIssuerVisit visit, (string? Code, string? Error, string? Issuer) said, CancellationToken ct)
    {
        var issuer = await db.Issuers.AsNoTracking().FirstOrDefaultAsync(i => i.WorkspaceId == visit.WorkspaceId && i.Id == visit.IssuerId && i.IsEnabled, ct)
            ?? throw new LogInRefusedException(LogInProblem.Gone, "The issuer is not there any more, or not enabled.");

        // Another issuer's answer in this one's place (RFC 9207).
        if (said.Issuer is { } name && name != issuer.Url)
        {
            throw new LogInRefusedException(LogInProblem.Refused, "The answer is of another issuer.");
        }

        if (said.Error is not null || string.IsNullOrEmpty(said.Code))
        {
            throw new LogInRefusedException(said.Error == "access_denied" ? LogInProblem.Denied : LogInProblem.Refused, "The issuer sent them back without a code.");
        }

        var verifier = secrets.Issuers.Unprotect(visit.ProtectedVerifier);
        var (text, access) = await tokens.ExchangeAsync(issuer, secrets.Issuers.Unprotect(issuer.ProtectedSecret), said.Code, verifier, visit.RedirectUri, ct);
        var token = await check.CheckAsync(text, issuer, visit.NonceHash, ct);
        var vouched = VouchedPerson.Of(token.Subject, JsonElement.Parse(Base64UrlEncoder.Decode(token.EncodedPayload)));

        // Some issuers put little into the token.
        if ((vouched.Email is null || vouched.IsVerified is null) && access is not null && await tokens.AskMoreAsync(issuer, token.Subject, access, ct) is { } more)
        {
            vouched = vouched.With(more);
        }

        var user = await admission.AdmitAsync(context, issuer, vouched, ct);
        await sessions.BeginAsync(context, user, ct, issuer.Url);
    }
}
