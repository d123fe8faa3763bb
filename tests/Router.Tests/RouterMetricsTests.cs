using System.Diagnostics.Metrics;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Tests;

public sealed class RouterMetricsTests
{
    [Fact]
    public void Nothing_is_allocated_per_event_while_somebody_listens()
    {
        var heard = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Pintle.Router")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => heard++);
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => heard++);
        listener.Start();
        Measure(1_000);

        heard = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        Measure(10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(heard >= 30_000);
    }

    private static void Measure(int events)
    {
        for (var n = 0; n < events; n++)
        {
            RouterMetrics.Outcome("hook", OutcomeKind.Delivered);
            RouterMetrics.Requested("hook", 0.01, 200 + n % 300);
            RouterMetrics.Retried("hook");
        }
    }
}
