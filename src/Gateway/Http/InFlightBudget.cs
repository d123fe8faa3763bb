namespace Pintle.Gateway.Http;

/// <summary>Bounds the bytes of bodies in memory. Thread-safe.</summary>
internal sealed class InFlightBudget(long limit)
{
    private long _used;

    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= limit)
        {
            GatewayMetrics.Held(bytes);
            return true;
        }

        Interlocked.Add(ref _used, -bytes);
        return false;
    }

    public void GiveBack(long bytes)
    {
        Interlocked.Add(ref _used, -bytes);
        GatewayMetrics.Held(-bytes);
    }
}
