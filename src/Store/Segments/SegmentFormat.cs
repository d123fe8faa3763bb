namespace Pintle.Store.Segments;

/// <summary>Constants of the stored segment format, version 1.</summary>
/// <remarks>
/// Head: version, flags, segment id (16), varint lane count, per lane (lane, epoch, first offset, count), string table,
/// base receipt time (ms), per event its columns, then two XxHash3 checksums: of the body, of the head before them.
/// </remarks>
internal static class SegmentFormat
{
    public const byte Version = 1;

    /// <summary>Segment flag: offsets aren't consecutive (a spill); each event carries the distance to the one before.</summary>
    public const byte Sparse = 1;

    public const byte HasUser = 1;
    public const byte HasDestination = 2;
    public const byte HasJobRun = 4;
    public const byte HasBot = 8;
    public const byte IsBlocked = 16;
    public const byte BotIsInvalidBrowser = 32;

    public const int CompressionLevel = 1;
}
