namespace Pintle.DestinationKit.Json;

/// <summary>Up to three numbers, and the name of a month, that make a day.</summary>
internal struct FreeDay
{
    private int _count;
    private int _first;
    private int _second;
    private int _third;

    /// <summary>Of the name; 0: none was said.</summary>
    public int Month { get; set; }

    public bool Add(int number)
    {
        switch (_count++)
        {
            case 0: _first = number; return true;
            case 1: _second = number; return true;
            case 2: _third = number; return true;
            default: return false;
        }
    }

    /// <summary>Epoch milliseconds of its beginning.</summary>
    /// <remarks>A first number that can't be a day is the year. Without a named month, the month goes before the day. What is missing is 1.</remarks>
    public readonly bool IsDate(out long milliseconds)
    {
        milliseconds = 0;
        var (first, second, third) = (_first, _count > 1 ? _second : 1, _count > 2 ? _third : 1);
        var isYearFirst = !IsDay(first);
        var (year, month, day) = (Month, isYearFirst) switch
        {
            (0, true) => (first, second, third),
            (0, false) => (third, first, second),
            (_, true) => (first, Month, second),
            (_, false) => (second, Month, first),
        };
        year += year is >= 0 and <= 49 ? 2000 : year is >= 50 and <= 99 ? 1900 : 0;
        if (_count == 0 || year is < 1 or > 9999 || month is < 1 or > 12 || !IsDay(day))
        {
            return false;
        }

        milliseconds = IsoDateText.OfDay(year, month, day);
        return true;
    }

    private static bool IsDay(int number) => number is >= 1 and <= 31;
}
