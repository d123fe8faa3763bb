using System.Text;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Mappings;
using static Pintle.DestinationKit.Mappings.Sources;
using static Pintle.DestinationKit.Mappings.TextConverters;

namespace Pintle.Destinations.FacebookPixel;

/// <summary>Who did it: <c>user_data</c>, normalised and hashed.</summary>
/// <remarks>https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters</remarks>
internal static class UserData
{
    private static readonly string[] Names =
        ["fb_pixel", "fb pixel", "FacebookPixel", "Facebook Pixel", "FB Pixel", "Facebook_Pixel", "facebook_pixel", "FACEBOOK_PIXEL"];

    private static readonly Converter Hash = Sha256Unless(Names);

    private static readonly Converter Plain = static (value, e) => AreHashed(e) ? value : JsCase.Lower(value.ToString().Trim());

    private static readonly Converter Digits = static (value, e) => AreHashed(e) ? value : OnlyDigits(value.ToString());

    private static readonly Converter Compact = static (value, e) => AreHashed(e) ? value : WithoutSpaces(value.ToString());

    private static readonly Converter Letters = static (value, e) => AreHashed(e) ? value : WithoutPunctuation(value.ToString());

    private static readonly Converter Postcode = static (value, e) => AreHashed(e) ? value : WithoutExtension(value.ToString());

    // Dates may come with or without punctuation; Meta's form is YYYYMMDD.
    private static readonly Converter Birthday = static (value, e) => AreHashed(e) ? value
        : JsDate.Parse(value) is { } date && value.IsText ? JsDate.Format(date, "YYYYMMDD") : value.ToString().Trim();

    private static readonly Converter Gender = static (value, e) => AreHashed(e) ? value : FacebookGender(value, e);

    private static readonly Mapping Hashed = new()
    {
        { "em", Standard.EmailOnly.To(Plain, Hash) },
        { "ph", Standard.Phone.To(Digits, Hash) },
        { "ge", Standard.Gender.To(Gender) },
        { "db", Standard.Birthday.To(Birthday, Hash) },
        { "ln", Standard.LastName.To(Plain, Letters, Hash) },
        { "fn", Standard.FirstName.To(Plain, Letters, Hash) },
        { "ct", Place("city").To(Compact, Letters, Hash) },
        { "st", Place("state").To(Compact, Letters, Hash) },
        { "zp", Standard.ZipCode.To(Compact, Postcode, Hash) },
        { "country", Place("country").To(Plain, Hash) },
    };

    private static readonly Mapping AsIs = new()
    {
        { "client_ip_address", Standard.Ip },
        { "client_user_agent", From("context.userAgent") },
        { "fbc", From("context.fbc", "properties.fbc").Or(Find(static (_, e) => OfClick(e), "fbclid")) },
        { "fbp", From("context.fbp", "properties.fbp") },
        { "subscription_id", From("context.subscription_id", "properties.subscription_id") },
        { "lead_id", From("context.lead_id", "properties.lead_id") },
        { "fb_login_id", From("context.fb_login_id", "properties.fb_login_id") },
    };

    private static readonly Source ExternalId = Standard.UserId.To(Hash);

    /// <summary>Does the event say that its values are hashed already?</summary>
    public static bool AreHashed(Event e) => Options(e)["hashed"].IsTruthy;

    /// <summary>The event's options for this destination.</summary>
    public static JsValue Options(Event e) => e.Integrations(Names);

    public static JsObject Of(Event e, FacebookPixelSettings settings)
    {
        var user = new JsObject();
        if (!settings.RemoveExternalId && ExternalId.Value(e.Message, e) is { IsPresent: true } id)
        {
            user["external_id"] = id;
        }

        Hashed.MapInto(user, e.Message, e);
        Split(user, Standard.NameTrait.Value(e.Message, e), AreHashed(e));
        AsIs.MapInto(user, e.Message, e);
        return user;
    }

    // A full name goes before its parts, and keeps its capitals: the recorded answers say so.
    private static void Split(JsObject user, JsValue name, bool isHashed)
    {
        if (name.AsText()?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is not { Length: > 0 } parts)
        {
            return;
        }

        if (parts.Length > 1)
        {
            user["ln"] = isHashed ? parts[^1] : HashOf(parts[^1]);
        }

        user["fn"] = isHashed ? parts[0] : HashOf(parts[0]);
    }

    // https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/fbp-and-fbc: from the click's id when there is no cookie.
    private static JsValue OfClick(Event e)
    {
        if (e["context.page.url"].AsText() is not { } address || address.IndexOf("fbclid=", StringComparison.Ordinal) is not (> 0 and var at)
            || address[at - 1] is not ('?' or '&'))
        {
            return default;
        }

        var id = address.AsSpan(at + "fbclid=".Length);
        var end = id.IndexOfAny('&', '#');
        var seen = JsDate.Parse(Standard.Timestamp.Value(e.Message, e)) ?? e.Now;
        id = end < 0 ? id : id[..end];
        return id.IsEmpty ? default(JsValue) : $"fb.1.{JsText.Number(seen.ToUnixTimeMilliseconds())}.{id}";
    }

    private static Source Place(string name) => From(
        $"traits.{name}", $"traits.address.{name}", $"context.traits.{name}", $"context.traits.address.{name}");

    private static JsValue OnlyDigits(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) && (c != '0' || digits.Length > 0))
            {
                digits.Append(c);
            }
        }

        return digits.Length == 0 ? default(JsValue) : digits.ToString();
    }

    private static JsValue WithoutPunctuation(string text) =>
        !text.Any(char.IsPunctuation) ? text : string.Concat(text.Where(c => !char.IsPunctuation(c))) is { Length: > 0 } letters ? letters : default(JsValue);

    // Of the American form 12345-6789, Meta wants the first five.
    private static string WithoutExtension(string code) =>
        code.Length == 10 && code[5] == '-' && code.AsSpan(0, 5).IndexOfAnyExceptInRange('0', '9') < 0 ? code[..5] : code.Replace("-", "", StringComparison.Ordinal);

    private static string WithoutSpaces(string text) => JsCase.Lower(text.Replace(" ", "", StringComparison.Ordinal));
}
