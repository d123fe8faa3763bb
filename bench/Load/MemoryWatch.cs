using System.Globalization;

namespace Pintle.Load;

/// <summary>Looks at a server's resident memory every half second.</summary>
internal sealed class MemoryWatch
{
    private volatile bool _isStopped;
    private readonly List<double> _seen = [];
    private readonly Task _watching;

    public MemoryWatch(Subject subject) => _watching = Task.Run(async () =>
    {
        while (!_isStopped)
        {
            _seen.Add(subject.ResidentMb);
            await Task.Delay(500);
        }
    });

    /// <summary>What was seen, in words: means of the first and the last third, and the most.</summary>
    public async Task<string> StopAsync()
    {
        _isStopped = true;
        await _watching;
        var third = Math.Max(1, _seen.Count / 3);
        return string.Create(
            CultureInfo.InvariantCulture, $"RSS {_seen.Take(third).Average():F0} MB in the first third, {_seen.TakeLast(third).Average():F0} MB in the last, at most {_seen.Max():F0} MB");
    }
}
