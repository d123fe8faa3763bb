namespace Pintle.Store.Segments;

/// <summary>Constants of the stored segment format.</summary>
/// <remarks>
/// Head: version, flags, segment id (16), varint lane count, per lane (lane, epoch, first offset, count), string table,
/// base receipt time (ms), per event its columns, then two XxHash3 checksums: of the body, of the head before them.
/// </remarks>
internal static class SegmentFormat
{
    /// <summary>2: the keys beside it have only what the head does not.</summary>
    public const byte Version = 2;

    /// <summary>The keys beside it are whole, each lane's after its number and their count.</summary>
    public const byte WholeKeys = 1;

    /// <summary>Segment flag: offsets aren't consecutive (a spill); each event carries the distance to the one before.</summary>
    public const byte Sparse = 1;

    public const byte HasUser = 1;
    public const byte HasDestination = 2;
    public const byte HasJobRun = 4;
    public const byte HasBot = 8;
    public const byte IsBlocked = 16;
    public const byte BotIsInvalidBrowser = 32;

    /// <summary>The client gave the id: the other half of its key is among the segment's keys.</summary>
    public const byte HasKey = 64;

    public const int CompressionLevel = 1;
}
