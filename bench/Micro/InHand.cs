using BenchmarkDotNet.Attributes;
using Pintle.Router.Poison;

namespace Pintle.Micro;

/// <summary>Noting which event is being transformed: what every event pays for being found out if it ends the process.</summary>
[MemoryDiagnoser]
public class InHand
{
    private readonly Hand _hand = InHandNotes.Open(Path.Combine(Directory.CreateTempSubdirectory("pintle-").FullName, "notes")).NewHand("dst:bench")!;
    private long _offset;

    [Benchmark]
    public bool TakeAndLeave()
    {
        var may = _hand.Take(7, _offset++);
        _hand.Leave();
        return may;
    }
}
