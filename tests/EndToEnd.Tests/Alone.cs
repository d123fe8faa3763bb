namespace Pintle.EndToEnd.Tests;

/// <summary>Tests with a bound in real time: nothing runs beside them.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
