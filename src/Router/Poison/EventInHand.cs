namespace Pintle.Router.Poison;

/// <summary>An event that a consumer transforms, in two words.</summary>
/// <param name="Consumer">Hash of its name.</param>
/// <param name="Event">Offset and lane; never 0.</param>
internal readonly record struct EventInHand(ulong Consumer, ulong Event)
{
    private const int LaneBits = 8;

    public int Lane => (int)(Event - 1) & ((1 << LaneBits) - 1);

    public long Offset => (long)((Event - 1) >> LaneBits);

    public static ulong Pack(int lane, long offset) => (((ulong)offset << LaneBits) | (uint)lane) + 1;
}
