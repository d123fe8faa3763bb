namespace Pintle.DestinationKit.Json;

/// <summary>Hour, minute, second and millisecond as far as they are said.</summary>
internal struct FreeTime
{
    private int _count;
    private int _hour;
    private int _minute;
    private int _second;
    private int _fraction;

    /// <summary>0 after "am", 12 after "pm"; null when neither was said.</summary>
    public int? HalfDay { get; set; }

    public readonly bool IsEmpty => _count == 0;

    /// <summary>Could a number be what comes next?</summary>
    public readonly bool Expects(int number) => _count switch { 1 or 2 => number <= 59, 3 => number <= 999, _ => false };

    public bool Add(int number)
    {
        switch (_count++)
        {
            case 0: _hour = number; return true;
            case 1: _minute = number; return true;
            case 2: _second = number; return true;
            case 3: _fraction = number; return true;
            default: return false;
        }
    }

    /// <summary>Adds a number after which nothing can come; one too many doesn't count.</summary>
    public bool AddLast(int number)
    {
        Add(number);
        _count = 4;
        return true;
    }

    /// <summary>Milliseconds since midnight.</summary>
    public readonly bool IsTime(out long milliseconds)
    {
        var hour = HalfDay is { } half && _hour <= 12 ? (_hour % 12) + half : _hour;
        milliseconds = (((((hour * 60L) + _minute) * 60) + _second) * 1_000) + _fraction;
        var isOfDay = hour <= 23 && _minute <= 59 && _second <= 59 && _fraction <= 999;
        return (HalfDay is null || _hour <= 12) && (isOfDay || milliseconds == 86_400_000 && hour == 24);
    }
}
