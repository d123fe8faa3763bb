using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Pintle.ControlPlane.Http;

/// <summary>What a request shows by Basic authentication (RFC 7617).</summary>
/// <param name="User">The name: an address, or a token that needs no password.</param>
/// <param name="Password">May be empty.</param>
internal sealed record BasicCredentials(string User, string Password)
{
    private const int MostCharacters = 600;

    /// <summary>Reads them; null: the request has none, or they are none.</summary>
    public static BasicCredentials? Read(HttpRequest request)
    {
        Span<byte> bytes = stackalloc byte[MostCharacters];
        return AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var given)
            && given.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
            && given.Parameter is { Length: <= MostCharacters } parameter
            && Convert.TryFromBase64String(parameter, bytes, out var length)
            && Encoding.UTF8.GetString(bytes[..length]).Split(':', 2) is [var user, var password] ? new BasicCredentials(user, password) : null;
    }
}
