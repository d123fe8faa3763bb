using System.Text.Json;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>What a vendor accepted, seen per user: a repeated event is a duplicate, an event before an earlier one is out of order.</summary>
public sealed class DeliveryLog
{
    public DeliveryLog(IEnumerable<VendorCall> calls)
    {
        var highest = new Dictionary<string, long>();
        var seen = new HashSet<string>();
        foreach (var call in calls)
        {
            var e = JsonDocument.Parse(call.Body).RootElement;
            var user = e.GetProperty("userId").GetString()!;
            var number = e.GetProperty("properties").GetProperty("number").GetInt64();
            if (!seen.Add(e.GetProperty("messageId").GetString()!))
            {
                Duplicates++;
                continue;
            }

            if (highest.TryGetValue(user, out var last) && number < last)
            {
                OutOfOrder.Add($"{user}: {number} after {last}");
            }

            highest[user] = Math.Max(number, highest.GetValueOrDefault(user, -1));
        }

        Unique = seen.Count;
        MessageIds = seen;
    }

    public int Unique { get; }

    public int Duplicates { get; }

    public List<string> OutOfOrder { get; } = [];

    public IReadOnlySet<string> MessageIds { get; }
}
