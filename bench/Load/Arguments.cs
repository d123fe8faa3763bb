using System.Globalization;

namespace Pintle.Load;

/// <summary>What a scenario is asked to do.</summary>
internal sealed record Arguments
{
    public string Store { get; init; } = "sqlite";

    /// <summary>0 = as the scenario chooses.</summary>
    public int Seconds { get; init; }

    public int Rounds { get; init; } = 5;

    public int Connections { get; init; } = 64;

    public int EventsPerRequest { get; init; } = 1;

    public int Destinations { get; init; } = 1;

    /// <summary>Events a second to send; 0 = as the scenario chooses.</summary>
    public int Rate { get; init; }

    /// <summary>Events that wait before a scenario begins; 0 = as the scenario chooses.</summary>
    public int Events { get; init; }

    public static Arguments Parse(string[] given)
    {
        var arguments = new Arguments();
        for (var i = 0; i + 1 < given.Length; i += 2)
        {
            int Number() => int.Parse(given[i + 1], CultureInfo.InvariantCulture);
            arguments = given[i] switch
            {
                "--store" => arguments with { Store = given[i + 1] },
                "--seconds" => arguments with { Seconds = Number() },
                "--rounds" => arguments with { Rounds = Number() },
                "--connections" => arguments with { Connections = Number() },
                "--batch" => arguments with { EventsPerRequest = Number() },
                "--destinations" => arguments with { Destinations = Number() },
                "--events" => arguments with { Events = Number() },
                "--rate" => arguments with { Rate = Number() },
                var other => throw new ArgumentException($"Unknown argument {other}."),
            };
        }

        return arguments;
    }

    public static int Help()
    {
        Console.WriteLine("""
            ingest        durable ingest beside a bare endpoint (--batch 1) or the same gateway without a store (--batch 20)
            deliver       from the gateway to a webhook, beside a bare client that posts the same bodies
            deliver --live  the same, in turns with nobody watching, a watcher, and one who sees the events
            destinations  what is written for ten destinations instead of one
            hang          latency of 19 destinations beside one that never answers, and without it
            config        a workspace of 1,000 sources and destinations in the control plane: time until a change is in force, lists, memory
            backlog       a destination that was away takes what waits, while more comes in
            restart       start with events that wait
            replay        a million dead letters by one command, then the same events from the log
            deadletters   ten million dead letters of a destination: groups, pages, a replay, a drop (--events N, --batch letters a commit)
            find          a user and a message in a log, beside reading its heads
            transform     the transformer's API on one core, by destination: transform [NAMES], beside webhook
            user-code     user code beside Node.js: user-code [rate] [trickle] [versions] [cold] [http]
            idle          what it costs while nothing happens, and the time to the first 200

            [--store sqlite|postgres] [--seconds N] [--rounds 5] [--connections 64] [--batch 1] [--destinations 1] [--rate N] [--events N]
            """);
        return 2;
    }
}
