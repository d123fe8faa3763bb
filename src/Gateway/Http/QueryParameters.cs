using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Pintle.Gateway.Http;

/// <summary>Parameters of a query or a form. Their names are told apart by letter case, which the framework's own don't.</summary>
internal static class QueryParameters
{
    /// <summary>The first value of a name; empty when there is none.</summary>
    public static string First(HttpRequest request, string name)
    {
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            if (pair.DecodeName().Span.SequenceEqual(name))
            {
                return pair.DecodeValue().ToString();
            }
        }

        return "";
    }

    /// <summary>The first value of a name that is not empty; empty when there is none.</summary>
    public static string FirstFilled(HttpRequest request, string name)
    {
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            if (!pair.EncodedValue.IsEmpty && pair.DecodeName().Span.SequenceEqual(name))
            {
                return pair.DecodeValue().ToString();
            }
        }

        return "";
    }

    /// <summary>All values by name, names in the order of their first appearance.</summary>
    public static List<KeyValuePair<string, List<string>>> Read(string? text)
    {
        var all = new List<KeyValuePair<string, List<string>>>();
        var places = new Dictionary<string, int>();
        foreach (var pair in new QueryStringEnumerable(text))
        {
            var name = pair.DecodeName().ToString();
            if (!places.TryGetValue(name, out var place))
            {
                places[name] = place = all.Count;
                all.Add(new(name, []));
            }

            all[place].Value.Add(pair.DecodeValue().ToString());
        }

        return all;
    }
}
