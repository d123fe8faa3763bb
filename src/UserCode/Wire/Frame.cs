namespace Pintle.UserCode.Wire;

/// <summary>A message between the host and a worker.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Batch">Number of the batch that it is about; 0: of none.</param>
/// <param name="Payload">By its kind.</param>
internal readonly record struct Frame(FrameKind Kind, int Batch, ReadOnlyMemory<byte> Payload);

/// <summary>Kinds of frames. The numbers go over the wire, between processes of one build.</summary>
internal enum FrameKind : byte
{
    /// <summary>To the worker: a version's code, as JSON. Answered.</summary>
    Load = 1,

    /// <summary>To the worker: a batch. Answered with its progress.</summary>
    Start = 2,

    /// <summary>To the worker: what became of a call of user code. Answered with the batch's progress.</summary>
    Answer = 3,

    /// <summary>To the worker: the batch is given up. Not answered.</summary>
    Abandon = 4,

    /// <summary>To the worker: code that is to be read, as JSON. Answered with what it says about itself.</summary>
    Read = 5,

    /// <summary>From the worker: done.</summary>
    Done = 16,

    /// <summary>From the worker: the batch waits for calls.</summary>
    Waiting = 17,

    /// <summary>From the worker: the batch has failed as a whole.</summary>
    Failed = 18,

    /// <summary>From the worker: the batch took too much memory.</summary>
    OutOfMemory = 19,

    /// <summary>From the worker: the batch ran for too long.</summary>
    TimedOut = 20,

    /// <summary>From the worker: the version's code is not here any more.</summary>
    Unknown = 21,
}
