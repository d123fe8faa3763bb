using System.Collections;
using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Mappings;

/// <summary>
/// A table of where a vendor's fields come from (transformer API §11.6): target path, source. Rows above win where a row
/// spreads an object; target "" is the root. What is undefined, null or "" is left out.
/// </summary>
public sealed class Mapping : IEnumerable<string>
{
    private readonly List<(string Target, string[] Path, Source Source)> _rows = [];

    /// <summary>A row: dotted target path, and its source.</summary>
    public void Add(string target, Source source) => _rows.Add((target, target.Split('.'), source));

    /// <summary>A row that takes one path as it is.</summary>
    public void Add(string target, string path) => Add(target, Sources.From(path));

    /// <summary>All rows of another table, in this place.</summary>
    public void Add(Mapping other) => _rows.AddRange(other._rows);

    /// <summary>The same table with a row replaced, in its place, or added at the end.</summary>
    public Mapping With(string target, Source source)
    {
        var changed = new Mapping();
        changed._rows.AddRange(_rows);
        var row = (target, target.Split('.'), source);
        var at = changed._rows.FindIndex(r => r.Target == target);
        if (at < 0)
        {
            changed._rows.Add(row);
        }
        else
        {
            changed._rows[at] = row;
        }

        return changed;
    }

    /// <summary>What it makes of an event.</summary>
    /// <exception cref="EventRejectedException">A required value is missing, or a value is wrong.</exception>
    public JsObject Map(Event e) => Map(e.Message, e);

    /// <summary>What it makes of a part of an event, or of anything else.</summary>
    /// <exception cref="EventRejectedException">A required value is missing, or a value is wrong.</exception>
    public JsObject Map(JsValue root, Event e)
    {
        var made = new JsObject();
        MapInto(made, root, e);
        return made;
    }

    /// <summary>Adds what it makes to an object.</summary>
    public void MapInto(JsObject made, JsValue root, Event e)
    {
        foreach (var (_, path, source) in _rows)
        {
            var value = source.Value(root, e);
            if (value.IsUndefined || (source.IsSpread && !value.IsObject))
            {
                continue;
            }

            var target = made;
            for (var i = 0; i < path.Length - 1; i++)
            {
                target = target.Own(path[i]);
            }

            var name = path[^1];
            if (source.IsSpread || name.Length == 0)
            {
                (name.Length == 0 ? target : target.Own(name)).AddMissing(value);
            }
            else
            {
                target[name] = value;
            }
        }
    }

    /// <summary>The target paths.</summary>
    public IEnumerator<string> GetEnumerator() => _rows.Select(r => r.Target).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
