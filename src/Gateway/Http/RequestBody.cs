using System.Buffers;
using System.IO.Compression;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Pintle.Gateway.Parsing;

namespace Pintle.Gateway.Http;

/// <summary>A request's body in a rented buffer, inflated and checked for size and UTF-8. Dispose gives memory and budget back.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int RatioLimit = 100;
    private const int RatioFreeBytes = 1 << 20;
    private const int FirstBuffer = 4 * 1024;

    // A body's memory is taken as it arrives, not as it is announced: slow senders hold only what they sent.
    private const int LargestFirstBuffer = 64 * 1024;

    private readonly InFlightBudget _budget;
    private byte[] _buffer = [];
    private long _taken;
    private long _received;

    private RequestBody(InFlightBudget budget) => _budget = budget;

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    /// <summary>Reads a body; the answer instead when it can't be taken.</summary>
    public static async ValueTask<(RequestBody? Body, Answer? Refusal)> ReadAsync(HttpRequest request, int limit, InFlightBudget budget, CancellationToken ct)
    {
        if (request.ContentLength > limit)
        {
            return (null, Answer.TooLarge);
        }

        var body = new RequestBody(budget);
        var isFilled = false;
        try
        {
            var refusal = await body.FillAsync(request, limit, ct);
            isFilled = refusal is null;
            return (isFilled ? body : null, refusal);
        }
        finally
        {
            GatewayMetrics.Received(body._received);

            // An upload that breaks off throws.
            if (!isFilled)
            {
                body.Dispose();
            }
        }
    }

    public void Dispose()
    {
        _budget.GiveBack(_taken);
        _taken = 0;
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private async ValueTask<Answer?> FillAsync(HttpRequest request, int limit, CancellationToken ct)
    {
        try
        {
            var isGzip = request.Headers.ContentEncoding is ["gzip", ..];
            if (!Grow(isGzip ? FirstBuffer : (int)Math.Min(request.ContentLength ?? FirstBuffer, LargestFirstBuffer)))
            {
                return Answer.Unavailable;
            }

            if ((isGzip ? await InflateAsync(request.Body, limit, ct) : await CopyAsync(request.Body, limit, ct)) is { } refusal)
            {
                return refusal;
            }

            if (!Utf8.IsValid(_buffer.AsSpan(0, Length)))
            {
                return Answer.UnreadableBody;
            }

            LoneSurrogates.Replace(_buffer.AsSpan(0, Length));
            return null;
        }
        catch (Exception broken) when (broken is InvalidDataException || (broken is IOException and not BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout }))
        {
            return Answer.UnreadableBody;
        }
    }

    private async ValueTask<Answer?> CopyAsync(Stream from, int limit, CancellationToken ct)
    {
        int read;
        while ((read = await from.ReadAsync(_buffer.AsMemory(Length), ct)) > 0)
        {
            Length += read;
            _received += read;
            if (Length > limit)
            {
                return Answer.TooLarge;
            }

            if (Length == _buffer.Length && !Grow(_buffer.Length * 2))
            {
                return Answer.Unavailable;
            }
        }

        return null;
    }

    private async ValueTask<Answer?> InflateAsync(Stream from, int limit, CancellationToken ct)
    {
        using var compressed = new SealedStream(from);
        await using var gzip = new GZipStream(compressed, CompressionMode.Decompress, leaveOpen: true);
        int read;
        while ((read = await gzip.ReadAsync(_buffer.AsMemory(Length), ct)) > 0)
        {
            Length += read;
            _received = compressed.Count;
            if (Length > limit + SealedStream.SealLength || compressed.Count > limit || (Length > RatioFreeBytes && Length > RatioLimit * compressed.Count))
            {
                return Answer.TooLarge;
            }

            if (Length == _buffer.Length && !Grow(_buffer.Length * 2))
            {
                return Answer.Unavailable;
            }
        }

        // GZipStream takes a body that stops early, or that ends with something else, for complete: then the seal doesn't come out.
        Length -= SealedStream.SealLength;
        return compressed.Count == 0 || Length < 0 || !SealedStream.IsSeal(_buffer.AsSpan(Length, SealedStream.SealLength)) ? Answer.UnreadableBody
            : Length > limit ? Answer.TooLarge : null;
    }

    private bool Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(size, FirstBuffer) + 1);
        if (!_budget.TryTake(larger.Length - _buffer.Length))
        {
            ArrayPool<byte>.Shared.Return(larger);
            return false;
        }

        _taken += larger.Length - _buffer.Length;
        if (_buffer.Length > 0)
        {
            _buffer.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
        return true;
    }
}
