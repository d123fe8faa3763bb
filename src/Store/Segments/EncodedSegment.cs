namespace Pintle.Store.Segments;

/// <summary>A group commit ready to be stored: one row.</summary>
/// <param name="Id">Made by the owner; a retry keeps it.</param>
/// <param name="Lanes">Lane directory, each lane once.</param>
/// <param name="Head">Directory and per-event headers (<see cref="SegmentEncoder"/>), with the checksums of both parts.</param>
/// <param name="Body">All event bodies, compressed together.</param>
/// <param name="Keys">The other halves of message keys for the duplicate window (<see cref="MessageKeyBlock"/>); empty when all ids were made here.</param>
/// <param name="AppendedAt">The owner's clock.</param>
/// <param name="EventBytes">Size of the bodies before compression.</param>
public sealed record EncodedSegment(
    Guid Id, IReadOnlyList<LaneRange> Lanes, byte[] Head, byte[] Body, byte[] Keys, DateTimeOffset AppendedAt, long EventBytes);

/// <summary>One lane's part of a segment.</summary>
/// <param name="Lane">Lane number.</param>
/// <param name="Epoch">Epoch under which it was appended.</param>
/// <param name="FirstOffset">Offset of its first event here.</param>
/// <param name="Count">Events of the lane here; their offsets are consecutive unless the segment is a spill.</param>
public readonly record struct LaneRange(int Lane, long Epoch, long FirstOffset, int Count);

/// <summary>A segment as the store gives it back. A part that was not asked for is empty.</summary>
public sealed record StoredSegment(
    int Shard, long Sequence, DateTimeOffset AppendedAt, ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Body);

/// <summary>What the message keys of one stored segment are read from.</summary>
/// <param name="Head">The segment's head: half of each key is there.</param>
/// <param name="Keys">See <see cref="MessageKeyBlock"/>.</param>
public sealed record StoredMessageKeys(long Sequence, DateTimeOffset AppendedAt, ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Keys);
