using System.Globalization;

namespace Pintle.Load;

/// <summary>What a scenario is asked to do.</summary>
internal sealed record Arguments
{
    public string Store { get; init; } = "sqlite";

    public int Seconds { get; init; } = 5;

    public int Rounds { get; init; } = 5;

    public int Connections { get; init; } = 64;

    public int EventsPerRequest { get; init; } = 1;

    public int Destinations { get; init; } = 1;

    /// <summary>Events a second to send; 0 = as many as are taken.</summary>
    public int Rate { get; init; }

    /// <summary>Events that are there before the measurement.</summary>
    public int Events { get; init; } = 10_000_000;

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
                "--rate" => arguments with { Rate = Number() },
                "--events" => arguments with { Events = Number() },
                var other => throw new ArgumentException($"Unknown argument {other}."),
            };
        }

        return arguments;
    }

    public static int Help()
    {
        Console.WriteLine("ingest | deliver | idle | find  [--store sqlite] [--seconds 5] [--rounds 5] [--connections 64] [--batch 1] [--destinations 1] [--rate 0] [--events 10000000]");
        return 2;
    }
}
