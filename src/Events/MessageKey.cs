using System.IO.Hashing;
using System.Text;

namespace Pintle.Events;

/// <summary>What makes two events duplicates: a 128-bit hash of workspace, source, message id and job run id.</summary>
public readonly record struct MessageKey(UInt128 Hash)
{
    /// <summary>The 64 bits that a segment's header carries, enough to find an event by message id.</summary>
    public ulong Low64 => (ulong)Hash;

    public static MessageKey Of(string workspaceId, string sourceId, string messageId, string jobRunId)
    {
        var length = Encoding.UTF8.GetMaxByteCount(workspaceId.Length + sourceId.Length + messageId.Length + jobRunId.Length) + 3;
        var buffer = length <= 1024 ? stackalloc byte[length] : new byte[length];
        var used = Encoding.UTF8.GetBytes(workspaceId, buffer);
        buffer[used++] = 0;
        used += Encoding.UTF8.GetBytes(sourceId, buffer[used..]);
        buffer[used++] = 0;
        used += Encoding.UTF8.GetBytes(messageId, buffer[used..]);
        buffer[used++] = 0;
        used += Encoding.UTF8.GetBytes(jobRunId, buffer[used..]);
        return new MessageKey(XxHash128.HashToUInt128(buffer[..used]));
    }
}
