using System.Globalization;

namespace Pintle.DestinationKit.Json;

/// <summary>
/// The date-time format of the standard (https://tc39.es/ecma262/#sec-date-time-string-format), with as many digits of a second as
/// there are and <c>+hhmm</c> too, as Node.js takes it. Without a zone: UTC.
/// </summary>
internal static class IsoDateText
{
    private const long Minute = 60_000;

    /// <summary>Epoch milliseconds, far away outside the years 1 to 9999; null when the text has another form.</summary>
    public static long? Milliseconds(ReadOnlySpan<char> text)
    {
        var date = text.StartsWith('+') ? text[1..] : text;
        var digits = date.Length == text.Length ? 4 : 6;
        if (!Take(ref date, digits, 0, int.MaxValue, out var year))
        {
            return null;
        }

        var (month, day) = (1, 1);
        if (Skip(ref date, '-') && (!Take(ref date, 2, 1, 12, out month) || (Skip(ref date, '-') && !Take(ref date, 2, 1, 31, out day))))
        {
            return null;
        }

        long time = 0;
        return !date.IsEmpty && (!(Skip(ref date, 'T') || Skip(ref date, 't')) || !Time(ref date, out time) || !date.IsEmpty) ? null
            : year is < 1 or > 9999 ? long.MaxValue
            : OfDay(year, month, day) + time;
    }

    /// <summary>Epoch milliseconds of the beginning of a day, which may be one that the month doesn't have: 31 February is 3 March.</summary>
    public static long OfDay(int year, int month, int day) =>
        (new DateTime(year, month, 1).Ticks - DateTime.UnixEpoch.Ticks + ((day - 1) * TimeSpan.TicksPerDay)) / TimeSpan.TicksPerMillisecond;

    /// <summary>Milliseconds of a second's fraction; further digits don't count.</summary>
    public static int Fraction(ReadOnlySpan<char> digits) =>
        int.Parse(digits[..Math.Min(digits.Length, 3)], NumberStyles.None, CultureInfo.InvariantCulture) * (digits.Length switch { 1 => 100, 2 => 10, _ => 1 });

    private static bool Time(ref ReadOnlySpan<char> text, out long milliseconds)
    {
        milliseconds = 0;
        var (second, fraction) = (0, 0);
        if (!Take(ref text, 2, 0, 24, out var hour) || !Skip(ref text, ':') || !Take(ref text, 2, 0, 59, out var minute)
            || (Skip(ref text, ':') && (!Take(ref text, 2, 0, 59, out second) || (Skip(ref text, '.') && !TakeFraction(ref text, out fraction))))
            || (hour == 24 && (minute, second, fraction) != (0, 0, 0))
            || !Zone(ref text, out var offset))
        {
            return false;
        }

        milliseconds = (((hour * 60) + minute - offset) * Minute) + (second * 1_000) + fraction;
        return true;
    }

    private static bool Zone(ref ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        if (text.IsEmpty || Skip(ref text, 'Z') || Skip(ref text, 'z'))
        {
            return true;
        }

        var sign = text[0] == '-' ? -1 : 1;
        if (!(Skip(ref text, '+') || Skip(ref text, '-')) || !Take(ref text, 2, 0, 23, out var hour))
        {
            return false;
        }

        Skip(ref text, ':');
        if (!Take(ref text, 2, 0, 59, out var minute))
        {
            return false;
        }

        minutes = sign * ((hour * 60) + minute);
        return true;
    }

    private static bool TakeFraction(ref ReadOnlySpan<char> text, out int milliseconds)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var other ? other : text.Length;
        milliseconds = end == 0 ? 0 : Fraction(text[..end]);
        text = text[end..];
        return end > 0;
    }

    private static bool Take(ref ReadOnlySpan<char> text, int digits, int least, int most, out int number)
    {
        number = 0;
        if (text.Length < digits || text[..digits].ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        number = int.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
        text = text[digits..];
        return number >= least && number <= most;
    }

    private static bool Skip(ref ReadOnlySpan<char> text, char symbol)
    {
        var isThere = !text.IsEmpty && text[0] == symbol;
        text = isThere ? text[1..] : text;
        return isThere;
    }
}
