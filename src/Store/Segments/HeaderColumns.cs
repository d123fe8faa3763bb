using Pintle.Events;

namespace Pintle.Store.Segments;

/// <summary>One event's header in a segment's head.</summary>
internal static class HeaderColumns
{
    public static void Write(ByteWriter to, EventHeader header, bool hasKey, int bodyLength, long baseTime, Func<string, int> intern)
    {
        to.Byte((byte)(FlagsOf(header) | (hasKey ? SegmentFormat.HasKey : 0)));
        to.Varint(intern(header.SourceId));
        to.Varint(intern(header.Type));
        to.Varint(intern(header.Name));
        to.Fixed64(header.MessageHash);
        if (!header.User.IsNone)
        {
            to.Fixed64(header.User.Hash);
        }

        to.Signed(header.ReceivedAt.ToUnixTimeMilliseconds() - baseTime);
        to.Varint(bodyLength);
        if (header.DestinationId.Length > 0)
        {
            to.Varint(intern(header.DestinationId));
        }

        if (HasRun(header))
        {
            to.Varint(intern(header.JobRunId));
            to.Varint(intern(header.TaskRunId));
        }

        if (header.Bot is { } bot)
        {
            to.Varint(intern(bot.Name));
            to.Varint(intern(bot.Url));
            to.Varint(intern(bot.Action));
        }
    }

    public static EventHeader Read(ref ByteReader from, string[] table, long baseTime, out int bodyLength)
    {
        var flags = from.Byte();
        var source = Text(ref from, table);
        var type = Text(ref from, table);
        var name = Text(ref from, table);
        var message = from.Fixed64();
        var user = (flags & SegmentFormat.HasUser) != 0 ? new UserKey(from.Fixed64()) : UserKey.None;
        var received = DateTimeOffset.FromUnixTimeMilliseconds(baseTime + from.Signed());
        bodyLength = from.Int();
        var destination = (flags & SegmentFormat.HasDestination) != 0 ? Text(ref from, table) : "";
        var (job, task) = (flags & SegmentFormat.HasJobRun) != 0 ? (Text(ref from, table), Text(ref from, table)) : ("", "");
        var bot = (flags & SegmentFormat.HasBot) != 0 ? ReadBot(ref from, table, flags) : null;
        return new EventHeader
        {
            SourceId = source,
            Type = type,
            Name = name,
            MessageHash = message,
            User = user,
            ReceivedAt = received,
            DestinationId = destination,
            JobRunId = job,
            TaskRunId = task,
            Bot = bot,
            IsBlocked = (flags & SegmentFormat.IsBlocked) != 0,
        };
    }

    /// <summary>Passes over one header and makes nothing of it.</summary>
    public static PassedHeader Pass(ref ByteReader from)
    {
        var flags = from.Byte();
        var source = from.Int();
        from.Varint();
        from.Varint();
        var message = from.Fixed64();
        var user = (flags & SegmentFormat.HasUser) != 0 ? from.Fixed64() : 0;
        var received = from.Signed();
        from.Varint();
        if ((flags & SegmentFormat.HasDestination) != 0)
        {
            from.Varint();
        }

        var jobRun = -1;
        if ((flags & SegmentFormat.HasJobRun) != 0)
        {
            jobRun = from.Int();
            from.Varint();
        }

        for (var texts = (flags & SegmentFormat.HasBot) != 0 ? 3 : 0; texts > 0; texts--)
        {
            from.Varint();
        }

        return new PassedHeader(source, message, user, received, jobRun, (flags & SegmentFormat.HasKey) != 0);
    }

    private static BotVerdict ReadBot(ref ByteReader from, string[] table, byte flags)
    {
        var name = Text(ref from, table);
        var url = Text(ref from, table);
        return new BotVerdict(name, url, (flags & SegmentFormat.BotIsInvalidBrowser) != 0, Text(ref from, table));
    }

    private static string Text(ref ByteReader from, string[] table)
    {
        var index = from.Int();
        return index < table.Length
            ? table[index]
            : throw new SegmentDamagedException($"String {index} of {table.Length} does not exist.");
    }

    private static bool HasRun(EventHeader header) => header.JobRunId.Length > 0 || header.TaskRunId.Length > 0;

    private static byte FlagsOf(EventHeader header) => (byte)(
        (header.User.IsNone ? 0 : SegmentFormat.HasUser)
        | (header.DestinationId.Length > 0 ? SegmentFormat.HasDestination : 0)
        | (HasRun(header) ? SegmentFormat.HasJobRun : 0)
        | (header.Bot is null ? 0 : SegmentFormat.HasBot)
        | (header.Bot?.IsInvalidBrowser == true ? SegmentFormat.BotIsInvalidBrowser : 0)
        | (header.IsBlocked ? SegmentFormat.IsBlocked : 0));
}

/// <summary>What is looked at in headers that are only passed over.</summary>
/// <param name="Source">Index of the source's id in the string table.</param>
/// <param name="User">Hash of the user key; 0 = none.</param>
/// <param name="Received">Milliseconds after the segment's base time.</param>
/// <param name="JobRun">Index of the run's id in the string table; -1 = none.</param>
/// <param name="HasKey">The other half of its message key is among the segment's keys.</param>
internal readonly record struct PassedHeader(int Source, ulong MessageHash, ulong User, long Received, int JobRun, bool HasKey);
