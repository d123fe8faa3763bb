namespace Pintle.Lanes;

/// <summary>The label by which metrics tell shards apart. Nothing is allocated per call.</summary>
public static class ShardTag
{
    private static readonly string[] Numbers = [.. Enumerable.Range(0, 256).Select(n => $"{n}")];

    public static KeyValuePair<string, object?> Of(int shard) => new("shard", Numbers[shard]);
}
