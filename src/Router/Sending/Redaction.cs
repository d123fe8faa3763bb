using System.Text;
using System.Text.RegularExpressions;
using Pintle.DestinationKit.Delivery;

namespace Pintle.Router.Sending;

/// <summary>How a request is shown to people: secrets masked, cut to 10 KB.</summary>
internal static partial class Redaction
{
    private const int MostBody = 10 * 1024;
    private const string Mask = "***";

    public static string Describe(WireRequest request)
    {
        var text = new StringBuilder();
        text.Append(request.Method).Append(' ').Append(SecretQuery().Replace(request.Url, "$1" + Mask)).Append('\n');
        foreach (var (name, value) in request.Headers)
        {
            text.Append(name).Append(": ").Append(SecretName().IsMatch(name) ? Mask : value).Append('\n');
        }

        var body = request.Body.Span[..Math.Min(request.Body.Length, MostBody)];
        return text.Append('\n').Append(Encoding.UTF8.GetString(body)).ToString();
    }

    [GeneratedRegex("auth|key|token|secret|password|signature|cookie|credential", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    [GeneratedRegex("([?&][^=&]*(?:auth|key|token|secret|password|signature)[^=&]*=)[^&]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretQuery();
}
