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

    private static readonly Converter Plain = static (value, _) => JsCase.Lower(value.ToString().Trim());

    private static readonly Converter Digits = static (value, _) => OnlyDigits(value.ToString());

    private static readonly Converter Compact = static (value, _) => WithoutSpaces(value.ToString());

    private static readonly Converter Letters = static (value, _) => WithoutPunctuation(value.ToString());

    private static readonly Converter Postcode = static (value, _) => WithoutExtension(value.ToString());

    // Dates may come with or without punctuation; Meta's form is YYYYMMDD.
    private static readonly Converter Birthday = static (value, _) =>
        JsDate.Parse(value) is { } date && value.IsText ? JsDate.Format(date, "YYYYMMDD") : value.ToString().Trim();

    private static readonly Mapping Hashed = Personal(static (source, normalised) => source.To(normalised));

    private static readonly Mapping HashedBefore = Personal(static (source, _) => source);

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

    /// <summary>Does the event say that its values are hashed already?</summary>
    public static bool AreHashed(Event e) => Options(e)["hashed"].IsTruthy;

    /// <summary>The event's options for this destination.</summary>
    public static JsValue Options(Event e) => e.Integrations(Names);

    public static JsObject Of(Event e, FacebookPixelSettings settings)
    {
        var user = new JsObject();
        var areHashed = AreHashed(e);
        if (!settings.RemoveExternalId && Standard.UserId.Of(e) is { IsPresent: true } id)
        {
            user["external_id"] = areHashed ? id : HashOf(id.ToString());
        }

        (areHashed ? HashedBefore : Hashed).MapInto(user, e);
        Split(user, Standard.NameTrait.Of(e), areHashed);
        AsIs.MapInto(user, e);
        return user;
    }

    /// <param name="treat">What is done to a value, by the converters that normalise and hash it.</param>
    private static Mapping Personal(Func<Source, Converter[], Source> treat) => new()
    {
        { "em", treat(Standard.EmailOnly, [Plain, Sha256]) },
        { "ph", treat(Standard.Phone, [Digits, Sha256]) },
        { "ge", treat(Standard.Gender, [FacebookGender]) },
        { "db", treat(Standard.Birthday, [Birthday, Sha256]) },
        { "ln", treat(Standard.LastName, [Plain, Letters, Sha256]) },
        { "fn", treat(Standard.FirstName, [Plain, Letters, Sha256]) },
        { "ct", treat(Place("city"), [Compact, Letters, Sha256]) },
        { "st", treat(Place("state"), [Compact, Letters, Sha256]) },
        { "zp", treat(Standard.ZipCode, [Compact, Postcode, Sha256]) },
        { "country", treat(Place("country"), [Plain, Sha256]) },
    };

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
        var seen = JsDate.Parse(Standard.Timestamp.Of(e)) ?? e.Now;
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
