using System.Globalization;

namespace Pintle.DestinationKit.Json;

/// <summary>
/// Dates as people write them, which the standard leaves to whoever implements it: what Node.js makes of them, but UTC when no
/// zone is said. <c>3/7/2022</c>, <c>7 Mar 2022 10:00 GMT+2</c>, <c>Mon, 07 Mar 2022 10:00:00 -0500 (EST)</c>, <c>2022-03-07 10:00 pm</c>.
/// </summary>
/// <remarks>Words before the first number mean nothing, unless they are months; after it any other word makes it no date.</remarks>
internal ref struct FreeDateText(ReadOnlySpan<char> text)
{
    private const int MostDigits = 9;
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;
    private bool _hasNumber;
    private FreeDay _day;
    private FreeTime _time;
    private int? _zoneHour;
    private int? _zoneMinute;
    private int _zoneSign = 1;

    /// <summary>Epoch milliseconds; null when it is no date, or none of ours (years 1 to 9999).</summary>
    public static long? Milliseconds(ReadOnlySpan<char> text) => new FreeDateText(text).Read();

    private long? Read()
    {
        Beginning();
        while (_at < _text.Length)
        {
            var c = _text[_at];
            var isRead = char.IsAsciiDigit(c) ? Number()
                : IsOfWord(c) ? Word()
                : c is '+' or '-' && (!_time.IsEmpty || IsUtc) ? Offset()
                : Symbol(c);
            if (!isRead)
            {
                return null;
            }
        }

        if (!_day.IsDate(out var day) || !_time.IsTime(out var time))
        {
            return null;
        }

        var zone = _zoneSign * (((_zoneHour ?? 0) * 60) + (_zoneMinute ?? 0)) * 60_000L;
        return day + time - zone;
    }

    // Year, month and day of a text that begins as the standard has it are what they are, even before a colon.
    private void Beginning()
    {
        var isSigned = _text.Length > 0 && _text[0] is '+' or '-';
        _at = isSigned ? 1 : 0;
        var year = Digits();
        if (year.Length != (isSigned ? 6 : 4))
        {
            _at = 0;
            return;
        }

        _hasNumber = _day.Add(_text[0] == '-' ? -1 : ValueOf(year));
        for (var most = 12; most <= 31 && Skip('-'); most += 19)
        {
            var before = _at;
            var part = Digits();
            if (part.Length != 2 || ValueOf(part) < 1 || ValueOf(part) > most)
            {
                _at = before;
                return;
            }

            _day.Add(ValueOf(part));
        }
    }

    private readonly bool IsUtc => _zoneHour == 0 && _zoneMinute == 0;

    private bool Number()
    {
        var digits = Digits();
        var number = ValueOf(digits);
        _hasNumber = true;
        if (Skip(':'))
        {
            if (Skip(':'))
            {
                return _time.IsEmpty && _time.Add(number) && _time.Add(0);
            }

            Skip('.');
            return _time.Add(number);
        }

        if (Skip('.') && _time.Expects(number))
        {
            return _time.Add(number) && char.IsAsciiDigit(Peek()) && _time.AddLast(IsoDateText.Fraction(Digits()));
        }

        if (_zoneHour is not null && _zoneMinute is null && number <= 59)
        {
            _zoneMinute = number;
            return true;
        }

        if (_time.Expects(number))
        {
            return _time.AddLast(number) && (_at == _text.Length || JsSpace.IsSpace(Peek()) || Peek() is 'Z' or 'z' or '+' or '-');
        }

        return _day.Add(number) && (Skip('-') || true);
    }

    private bool Word()
    {
        var start = _at;
        while (IsOfWord(Peek()))
        {
            _at++;
        }

        Span<char> lower = stackalloc char[3];
        var word = _text[start.._at];
        lower = lower[..word[..Math.Min(3, word.Length)].ToLowerInvariant(lower)];
        for (var i = 0; i < Months.Length; i++)
        {
            if (lower.SequenceEqual(Months[i]))
            {
                _day.Month = i + 1;
                Skip('-');
                return true;
            }
        }

        if (word.Length == 2 && lower[1] == 'm' && lower[0] is 'a' or 'p' && !_time.IsEmpty)
        {
            _time.HalfDay = lower[0] == 'a' ? 0 : 12;
            return true;
        }

        if (_hasNumber)
        {
            return word.Length <= 3 && Zone(lower);
        }

        return !char.IsAsciiDigit(Peek());
    }

    private bool Zone(scoped ReadOnlySpan<char> name)
    {
        int? hour = name switch
        {
            "z" or "ut" or "utc" or "gmt" => 0,
            "edt" => -4,
            "est" or "cdt" => -5,
            "cst" or "mdt" => -6,
            "mst" or "pdt" => -7,
            "pst" => -8,
            _ => null,
        };
        (_zoneSign, _zoneHour, _zoneMinute) = (1, hour, 0);
        return hour is not null;
    }

    private bool Offset()
    {
        _zoneSign = _text[_at++] == '-' ? -1 : 1;
        _hasNumber = true;
        var digits = Digits();
        var number = ValueOf(digits);
        (_zoneHour, _zoneMinute) = Peek() == ':' ? (number, null)
            : digits.Length <= 2 ? (number, 0)
            : (number / 100, (int?)(number % 100));
        return digits.Length <= 4 && (digits.Length > 0 || _zoneMinute is null);
    }

    private bool Symbol(char c)
    {
        _at++;
        if (c != '(')
        {
            return c is not ('+' or '-' or ')') || !_hasNumber;
        }

        for (var depth = 1; depth > 0 && _at < _text.Length; _at++)
        {
            depth += _text[_at] switch { '(' => 1, ')' => -1, _ => 0 };
        }

        return true;
    }

    private ReadOnlySpan<char> Digits()
    {
        var start = _at;
        while (char.IsAsciiDigit(Peek()))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private static int ValueOf(ReadOnlySpan<char> digits)
    {
        digits = digits.TrimStart('0');
        return digits.IsEmpty ? 0 : int.Parse(digits[..Math.Min(digits.Length, MostDigits)], NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static bool IsOfWord(char c) => c >= 'A' && !JsSpace.IsSpace(c);

    private readonly char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private bool Skip(char symbol)
    {
        var isThere = Peek() == symbol;
        _at += isThere ? 1 : 0;
        return isThere;
    }
}
