namespace Pintle.UserCode.Pool;

/// <summary>The search for the events of one batch that end a worker.</summary>
internal sealed class Bisection
{
    // One guilty event of 200 takes 8; a version that ends every worker must not take 400.
    private const int Most = 24;

    private int _triesOfOne;

    /// <summary>Workers that it has cost.</summary>
    public int Kills { get; set; }

    public bool IsHopeless => Kills >= Most;

    public bool MayTryAgain(int tries) => !IsHopeless && ++_triesOfOne % tries != 0;
}
