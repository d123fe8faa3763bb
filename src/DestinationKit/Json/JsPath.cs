using System.Text;

namespace Pintle.DestinationKit.Json;

/// <summary>A dotted path that is looked up again and again: taken apart once, its names in the event's own encoding.</summary>
internal sealed class JsPath
{
    private readonly (string Name, byte[] Utf8)[] _names;

    public JsPath(string path) => _names = [.. path.Split('.').Select(name => (name, Encoding.UTF8.GetBytes(name)))];

    /// <summary>The first name, when others follow it; else "".</summary>
    public string Root => _names.Length > 1 ? _names[0].Name : "";

    /// <summary>What lies there.</summary>
    public JsValue In(JsValue root) => From(root, 0);

    /// <summary>What lies there, by what lies at its <see cref="Root"/>.</summary>
    public JsValue Below(JsValue root) => From(root, 1);

    private JsValue From(JsValue at, int first)
    {
        for (var i = first; i < _names.Length && !at.IsUndefined; i++)
        {
            at = at.Member(_names[i].Name, _names[i].Utf8);
        }

        return at;
    }
}
