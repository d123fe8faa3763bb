using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.Mailchimp;

/// <summary>Traits as merge fields. Mailchimp names one by the first ten letters and digits of its label, in upper case.</summary>
/// <remarks>https://mailchimp.com/developer/marketing/docs/merge-fields/</remarks>
internal static class MergeFields
{
    private const int MaxTag = 10;

    public static JsObject Of(JsValue traits)
    {
        var fields = new JsObject();
        foreach (var (trait, value) in traits.Members)
        {
            if (trait is not ("email" or "tags") && TagOf(trait) is { Length: > 0 } tag && ValueOf(trait, value) is { IsDefined: true } field)
            {
                fields[tag] = field;
            }
        }

        return fields;
    }

    private static string TagOf(string trait)
    {
        Span<char> tag = stackalloc char[MaxTag];
        var length = 0;
        foreach (var c in trait)
        {
            if (char.IsAsciiLetterOrDigit(c) && length < MaxTag)
            {
                tag[length++] = char.ToUpperInvariant(c);
            }
        }

        return new string(tag[..length]);
    }

    // Texts and numbers; only an address has parts.
    private static JsValue ValueOf(string trait, JsValue value) => value switch
    {
        { IsObject: true } when trait == "address" => Address(value),
        { IsText: true } or { IsNumber: true } => value,
        { IsDefined: true } => value.ToString(),
        _ => default,
    };

    // An address without one of the four is refused together with its member.
    private static JsValue Address(JsValue address)
    {
        var made = new JsObject
        {
            { "addr1", address.First("addr1", "street") },
            { "addr2", address["addr2"] },
            { "city", address["city"] },
            { "state", address["state"] },
            { "zip", address.First("zip", "zipcode", "postalCode", "postalcode", "postal_code") },
            { "country", address["country"] },
        };
        return made.DropBlanks() is var full && full.Has("addr1") && full.Has("city") && full.Has("state") && full.Has("zip") ? full : default(JsValue);
    }
}
