using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Mappings;

/// <summary>Converters of text and structure for mapping tables (transformer API §11.6, column <c>type</c>); meant for <c>using static</c>.</summary>
public static partial class TextConverters
{
    public static readonly Converter Lower = static (value, _) => JsCase.Lower(value.ToString());

    public static readonly Converter Upper = static (value, _) => JsCase.Upper(value.ToString());

    /// <summary>Trims texts.</summary>
    public static readonly Converter Trim = static (value, _) => value.AsText() is { } text ? JsSpace.Trim(text) : value;

    /// <summary>Removes spaces and dashes from texts.</summary>
    public static readonly Converter RemoveSpacesAndDashes = static (value, _) =>
        value.AsText() is { } text ? text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal) : value;

    /// <summary>SHA-256 of the text, hexadecimal (<c>hashToSha256</c>).</summary>
    public static readonly Converter Sha256 = static (value, _) => HashOf(value.ToString());

    /// <summary>Facebook's gender: the hash of f or m; others are left out (<c>getFbGenderVal</c>).</summary>
    public static readonly Converter FacebookGender = static (value, _) => value.ToString().ToUpperInvariant() switch
    {
        "F" or "FEMALE" or "WOMAN" => HashOf("f"),
        "M" or "MALE" or "MAN" => HashOf("m"),
        _ => default(JsValue),
    };

    /// <summary>Without https:// and http:// (<c>domainUrl</c>).</summary>
    public static readonly Converter WithoutScheme = static (value, _) =>
        value.ToString().Replace("https://", "", StringComparison.Ordinal).Replace("http://", "", StringComparison.Ordinal);

    /// <summary>Host name without www.; what is no URL rejects the event (<c>domainUrlV2</c>).</summary>
    public static readonly Converter HostName = static (value, _) =>
    {
        // .NET takes a path for the URL of a file.
        var text = value.ToString();
        if (!Scheme().IsMatch(text) || !Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            throw EventRejectedException.Instrumentation($"\"{value}\" is not a URL.");
        }

        var host = url.HostNameType == UriHostNameType.IPv6 ? url.Host : url.IdnHost;
        return host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
    };

    /// <summary><c>encodeURIComponent(x)</c>.</summary>
    public static readonly Converter EncodeUriComponent = static (value, _) => Encode(value.ToString());

    /// <summary><c>YYYY-MM-DD</c> → <c>MM/DD</c>; others are left out (<c>dobInMMDD</c>).</summary>
    public static readonly Converter MonthAndDay = static (value, _) =>
        Day().Match(value.ToString()) is { Success: true } day ? $"{day.Groups["month"]}/{day.Groups["day"]}" : default(JsValue);

    /// <summary>Nested objects and arrays in one level: <c>a.b</c>, <c>a[0]</c> (<c>flatJson</c>).</summary>
    public static readonly Converter Flat = static (value, _) => JsonFlatten.Flat(value);

    /// <summary><c>JSON.stringify(x)</c> (<c>jsonStringify</c>).</summary>
    public static readonly Converter Json = static (value, _) => value.ToJson();

    /// <summary>JSON of the flattened object (<c>jsonStringifyOnFlatten</c>).</summary>
    public static readonly Converter FlatText = static (value, _) => ((JsValue)JsonFlatten.Flat(value)).ToJson();

    /// <summary>JSON of what is no text (<c>jsonStringifyOnObject</c>).</summary>
    public static readonly Converter JsonUnlessText = static (value, _) => value.IsText ? value : value.ToJson();

    /// <summary>SHA-256 unless the event's <c>integrations</c> say, under any of these names, that values are hashed already.</summary>
    public static Converter Sha256Unless(params string[] integrations) => (value, e) =>
        e.Integrations(integrations)["hashed"].IsTruthy ? value : HashOf(value.ToString());

    /// <summary>Hexadecimal SHA-256 of a text.</summary>
    public static string HashOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> bytes = stackalloc byte[384];
        SHA256.HashData(Encoding.UTF8.TryGetBytes(text, bytes, out var length) ? bytes[..length] : Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary><c>encodeURIComponent</c>, which leaves !'()* as they are.</summary>
    public static string Encode(string text) => Uri.EscapeDataString(text)
        .Replace("%21", "!", StringComparison.Ordinal).Replace("%27", "'", StringComparison.Ordinal).Replace("%28", "(", StringComparison.Ordinal)
        .Replace("%29", ")", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal);

    [GeneratedRegex("^[0-9]{4}-(?<month>[0-9]{2})-(?<day>[0-9]{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Day();

    [GeneratedRegex(@"^\s*[A-Za-z][A-Za-z0-9+.-]*:", RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();
}
