using Pintle.DestinationKit.Delivery;
using Pintle.Store;
using Pintle.Store.Segments;

namespace Pintle.Router.Sending;

/// <summary>Requests as a parked event keeps them, so that a retry sends the same bytes. Version byte, then each request.</summary>
internal static class RequestPacking
{
    private const byte Version = 1;

    public static byte[] Pack(IReadOnlyList<WireRequest> requests)
    {
        var writer = new ByteWriter(1024);
        writer.Byte(Version);
        writer.Varint(requests.Count);
        foreach (var request in requests)
        {
            writer.Text(request.Method);
            writer.Text(request.Url);
            writer.Varint(request.Headers.Count);
            foreach (var (name, value) in request.Headers)
            {
                writer.Text(name);
                writer.Text(value);
            }

            writer.Block(request.Body.Span);
        }

        return writer.ToArray();
    }

    public static IReadOnlyList<WireRequest> Unpack(ReadOnlySpan<byte> packed)
    {
        var reader = new ByteReader(packed);
        if (reader.Byte() is var version and not Version)
        {
            throw new SegmentDamagedException($"Packed request version {version} is unknown to this version of Pintle.");
        }

        var requests = new WireRequest[reader.Int()];
        for (var i = 0; i < requests.Length; i++)
        {
            var (method, url) = (reader.Text(), reader.Text());
            var headers = new KeyValuePair<string, string>[reader.Int()];
            for (var h = 0; h < headers.Length; h++)
            {
                headers[h] = new(reader.Text(), reader.Text());
            }

            requests[i] = new WireRequest(method, url, headers, reader.Block().ToArray());
        }

        return requests;
    }
}
