namespace Pintle.Router.Tests.Rig;

/// <summary>What arrived: once, twice, in order?</summary>
internal sealed class Arrivals
{
    public Arrivals(IEnumerable<RigCall> calls)
    {
        var highest = new Dictionary<string, long>();
        var seen = new HashSet<RigCall>();
        foreach (var call in calls)
        {
            if (!seen.Add(call))
            {
                Duplicates++;
            }
            else if (highest.TryGetValue(call.User, out var last) && call.Number < last)
            {
                OutOfOrder.Add($"{call.User}: {call.Number} after {last}");
            }
            else
            {
                highest[call.User] = call.Number;
            }
        }

        Seen = seen;
    }

    public IReadOnlySet<RigCall> Seen { get; }

    public int Duplicates { get; }

    public List<string> OutOfOrder { get; } = [];
}
