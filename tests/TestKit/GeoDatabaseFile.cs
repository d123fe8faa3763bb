using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Pintle.TestKit;

/// <summary>Writes small databases of the MaxMind format (https://maxmind.github.io/MaxMind-DB/), 24 bits a record.</summary>
public static class GeoDatabaseFile
{
    private const int NotFound = -1;

    /// <summary>Writes a database of the City kind.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="ipVersion">4 or 6. IPv4 networks stand under <c>::/96</c> in the latter.</param>
    /// <param name="records">Networks and what is known of them: dictionaries, lists, strings and doubles.</param>
    public static void Write(string file, int ipVersion, params (IPNetwork Network, IReadOnlyDictionary<string, object> Record)[] records)
    {
        // A branch is a node's number, or an offset in the data as its negative less two; NotFound leads nowhere.
        var nodes = new List<int[]> { ([NotFound, NotFound]) };
        var data = new MemoryStream();
        foreach (var (network, record) in records)
        {
            var offset = (int)data.Length;
            WriteValue(data, record);
            Add(nodes, Bits(network, ipVersion), -offset - 2);
        }

        using var output = File.Create(file);
        Span<byte> branch = stackalloc byte[4];
        foreach (var target in nodes.SelectMany(node => node))
        {
            BinaryPrimitives.WriteInt32BigEndian(branch, target >= 0 ? target : target == NotFound ? nodes.Count : nodes.Count + 16 - target - 2);
            output.Write(branch[1..]);
        }

        output.Write(new byte[16]);
        data.WriteTo(output);
        output.Write([0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8]);
        WriteValue(output, new Dictionary<string, object>
        {
            ["binary_format_major_version"] = (ushort)2,
            ["binary_format_minor_version"] = (ushort)0,
            ["build_epoch"] = 1_700_000_000ul,
            ["database_type"] = "GeoLite2-City",
            ["description"] = new Dictionary<string, object> { ["en"] = "test" },
            ["ip_version"] = (ushort)ipVersion,
            ["languages"] = new List<object> { "en" },
            ["node_count"] = (uint)nodes.Count,
            ["record_size"] = (ushort)24,
        });
    }

    private static List<int> Bits(IPNetwork network, int ipVersion)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        var bits = Enumerable.Range(0, network.PrefixLength).Select(i => (bytes[i / 8] >> (7 - (i % 8))) & 1);
        return [.. Enumerable.Repeat(0, ipVersion == 6 && bytes.Length == 4 ? 96 : 0), .. bits];
    }

    private static void Add(List<int[]> nodes, List<int> bits, int target)
    {
        var at = 0;
        for (var i = 0; i < bits.Count - 1; i++)
        {
            if (nodes[at][bits[i]] < 0)
            {
                nodes[at][bits[i]] = nodes.Count;
                nodes.Add([NotFound, NotFound]);
            }

            at = nodes[at][bits[i]];
        }

        nodes[at][bits[^1]] = target;
    }

    private static void WriteValue(Stream to, object value)
    {
        Span<byte> number = stackalloc byte[8];
        switch (value)
        {
            case string text:
                var utf8 = Encoding.UTF8.GetBytes(text);
                WriteHead(to, 2, utf8.Length);
                to.Write(utf8);
                break;
            case double fraction:
                WriteHead(to, 3, 8);
                BinaryPrimitives.WriteDoubleBigEndian(number, fraction);
                to.Write(number);
                break;
            case ushort or uint or ulong:
                var (type, size) = value switch { ushort => (5, 2), uint => (6, 4), _ => (9, 8) };
                WriteHead(to, type, size);
                BinaryPrimitives.WriteUInt64BigEndian(number, Convert.ToUInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                to.Write(number[(8 - size)..]);
                break;
            case IReadOnlyDictionary<string, object> members:
                WriteHead(to, 7, members.Count);
                foreach (var (name, member) in members)
                {
                    WriteValue(to, name);
                    WriteValue(to, member);
                }

                break;
            case IReadOnlyList<object> items:
                WriteHead(to, 11, items.Count);
                foreach (var item in items)
                {
                    WriteValue(to, item);
                }

                break;
            default:
                throw new ArgumentException($"The format has no {value.GetType().Name}.", nameof(value));
        }
    }

    // Types above 7 stand in a byte of their own; sizes from 29 to 284 in one more.
    private static void WriteHead(Stream to, int type, int size)
    {
        to.WriteByte((byte)(((type > 7 ? 0 : type) << 5) | Math.Min(size, 29)));
        if (type > 7)
        {
            to.WriteByte((byte)(type - 7));
        }

        if (size >= 29)
        {
            to.WriteByte((byte)(size - 29));
        }
    }
}
