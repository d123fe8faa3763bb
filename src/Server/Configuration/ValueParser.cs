using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Pintle.Router.Retry;

namespace Pintle.Server.Configuration;

/// <summary>Reads and prints configuration values.</summary>
internal static partial class ValueParser
{
    // A thousand years: beyond it a date that it is added to overflows.
    private const double LongestDuration = 1_000d * 365 * 86_400;

    /// <summary>The value; a message about what was expected when the text is none.</summary>
    public static (object? Value, string? Problem) Parse(OptionKey key, IReadOnlyList<string> texts)
    {
        if (key.IsList)
        {
            return ProblemOf(key.Setting, texts) is { } problem ? (null, problem) : (texts, null);
        }

        var text = texts.Count == 1 ? texts[0].Trim() : "";
        var (value, number, expected) = ParseOne(key.Type, text);
        if (value is null || texts.Count != 1)
        {
            return (null, $"must be {expected}, but is \"{string.Join(", ", texts)}\"");
        }

        if (value is string word && !key.Setting.Allows(word))
        {
            return (null, $"must be one of {key.Setting.Choices}, but is \"{text}\"");
        }

        if (ProblemOf(key.Setting, text) is { } wrong)
        {
            return (null, wrong);
        }

        return number < key.Setting.Min || number > key.Setting.Max
            ? (null, $"must be {Range(key.Setting)}, but is {text}")
            : (value, null);
    }

    private static string? ProblemOf(SettingAttribute setting, string text) => setting switch
    {
        { Address: true } when !IPAddress.TryParse(text, out _) => $"must be an address of this machine, such as 0.0.0.0 or 127.0.0.1, but is \"{text}\"",
        { Url: true } when text.Length > 0 && !(Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") => $"must be an http or https address, but is \"{text}\"",
        { Needed: true } when text.Length == 0 => "must not be empty",
        _ => null,
    };

    private static string? ProblemOf(SettingAttribute setting, IReadOnlyList<string> texts)
    {
        if (texts.FirstOrDefault(t => !setting.Allows(t)) is { } word)
        {
            return $"must be some of {setting.Choices}, but has \"{word}\"";
        }

        if (setting.Needed && texts.Count == 0)
        {
            return "must not be empty";
        }

        if (setting.Networks && texts.FirstOrDefault(t => !IPNetwork.TryParse(t, out _)) is { } network)
        {
            return $"must be networks such as 10.0.0.0/8, but has \"{network}\"";
        }

        return setting.Throttles && texts.FirstOrDefault(t => ThrottleRule.Parse(t).Rule is null) is { } throttle
            ? $"must be throttles, but has \"{throttle}\"; did you mean \"{ThrottleRule.Parse(throttle).Nearest}\"?"
            : null;
    }

    public static string Print(object? value) => value switch
    {
        TimeSpan span => Duration(span),
        bool flag => flag ? "true" : "false",
        IReadOnlyList<string> list => list.Count == 0 ? "(none)" : string.Join(", ", list),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };

    private static (object? Value, double Number, string Expected) ParseOne(Type type, string text)
    {
        if (type == typeof(string))
        {
            return (text, 0, "text");
        }

        if (type == typeof(bool))
        {
            return (bool.TryParse(text, out var flag) ? flag : null, 0, "true or false");
        }

        if (type == typeof(TimeSpan))
        {
            return ParseDuration(text) is { } span ? (span, span.TotalSeconds, "") : (null, 0, "a duration such as 10s, 5m or 1h30m");
        }

        if (type == typeof(int))
        {
            return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) ? (whole, whole, "") : (null, 0, "a whole number");
        }

        return ParseSize(text) is { } size ? (size, size, "") : (null, 0, "a number of bytes, such as 4096000 or 256MB");
    }

    internal static TimeSpan? ParseDuration(string text)
    {
        if (DurationForm().Match(text) is not { Success: true, Length: > 0 } form)
        {
            return null;
        }

        double Part(string name) => form.Groups[name].Success ? double.Parse(form.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var seconds = (Part("d") * 86_400) + (Part("h") * 3_600) + (Part("m") * 60) + Part("s") + (Part("ms") / 1_000);
        return seconds < LongestDuration ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static long? ParseSize(string text)
    {
        if (SizeForm().Match(text) is not { Success: true } form)
        {
            return null;
        }

        var factor = form.Groups["unit"].Value.ToUpperInvariant() switch
        {
            "KB" => 1L << 10,
            "MB" => 1L << 20,
            "GB" => 1L << 30,
            "TB" => 1L << 40,
            _ => 1L,
        };
        return (long)(double.Parse(form.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * factor);
    }

    private static string Duration(TimeSpan span) => span switch
    {
        { Ticks: 0 } => "0s",
        { TotalDays: >= 1 } when span.Ticks % TimeSpan.TicksPerDay == 0 => $"{span.TotalDays:0}d",
        { TotalHours: >= 1 } when span.Ticks % TimeSpan.TicksPerHour == 0 => $"{span.TotalHours:0}h",
        { TotalMinutes: >= 1 } when span.Ticks % TimeSpan.TicksPerMinute == 0 => $"{span.TotalMinutes:0}m",
        { TotalSeconds: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0.###}ms"),
    };

    private static string Range(SettingAttribute setting) => (setting.Min, setting.Max) switch
    {
        (var min, double.PositiveInfinity) => string.Create(CultureInfo.InvariantCulture, $"at least {min}"),
        var (min, max) => string.Create(CultureInfo.InvariantCulture, $"between {min} and {max}"),
    };

    [GeneratedRegex(@"^(?:(?<d>\d+(?:\.\d+)?)d)?(?:(?<h>\d+(?:\.\d+)?)h)?(?:(?<m>\d+(?:\.\d+)?)m)?(?:(?<s>\d+(?:\.\d+)?)s)?(?:(?<ms>\d+(?:\.\d+)?)ms)?(?<zero>0)?$", RegexOptions.CultureInvariant)]
    private static partial Regex DurationForm();

    [GeneratedRegex(@"^(?<number>\d+(?:\.\d+)?)\s*(?<unit>[KMGT]?B)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex SizeForm();
}
