using System.Buffers;
using System.Text;

namespace Pintle.Server.Fetching;

/// <summary>Reads answers, of which neither one nor all together may take more memory than is set aside for them. Thread-safe.</summary>
/// <param name="most">Bytes of one.</param>
/// <param name="inAll">Bytes of all that are read at the time.</param>
internal sealed class BodyBudget(int most, long inAll)
{
    private const int Step = 64 << 10;

    private long _held;

    /// <summary>The text of an answer.</summary>
    /// <exception cref="InvalidOperationException">It is too large. The message says so.</exception>
    public async Task<string> ReadAsync(HttpContent content, CancellationToken ct)
    {
        var read = 0;
        try
        {
            await using var body = await content.ReadAsStreamAsync(ct);
            var bytes = new ArrayBufferWriter<byte>();
            while (true)
            {
                var count = await body.ReadAsync(bytes.GetMemory(Step), ct);
                if (count == 0)
                {
                    return Encoding.UTF8.GetString(bytes.WrittenSpan).TrimStart('\uFEFF');
                }

                bytes.Advance(count);
                read += count;
                var held = Interlocked.Add(ref _held, count);
                if (read > most)
                {
                    throw new InvalidOperationException($"the response is larger than {most >> 20} MB");
                }

                if (held > inAll)
                {
                    throw new InvalidOperationException("too many large responses are being read at the time; try again later");
                }
            }
        }
        finally
        {
            Interlocked.Add(ref _held, -read);
        }
    }
}
