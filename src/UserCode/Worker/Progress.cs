namespace Pintle.UserCode.Worker;

/// <summary>How far a batch is.</summary>
/// <param name="Kind">Done, waiting, …</param>
/// <param name="Text">Done: <c>[[items], [logs]]</c>, items being <c>[input, output]</c> or <c>[input, null, error]</c>. Waiting: <c>[[id, kind, arguments as text]]</c>. Failed: why.</param>
internal readonly record struct Progress(ProgressKind Kind, string Text)
{
    public static readonly Progress OutOfMemory = new(ProgressKind.OutOfMemory, "");

    public static Progress Done(string result) => new(ProgressKind.Done, result);

    public static Progress Waiting(string calls) => new(ProgressKind.Waiting, calls);

    public static Progress TimedOut(string error) => new(ProgressKind.TimedOut, error);

    public static Progress Failed(string error) => new(ProgressKind.Failed, error);
}

/// <summary>Of <see cref="Progress"/>. The numbers go over the wire.</summary>
internal enum ProgressKind : byte
{
    Done = 1,

    /// <summary>For what it has asked the host.</summary>
    Waiting = 2,

    /// <summary>As a whole.</summary>
    Failed = 3,

    /// <summary>It took more memory than it may.</summary>
    OutOfMemory = 4,

    /// <summary>It ran for too long.</summary>
    TimedOut = 5,
}
