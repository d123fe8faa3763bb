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

    // Members that the last events got at most: the next will have about as many.
    private int _usual;

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
    public JsObject Map(Event e) => Made(new Scope(e));

    /// <summary>What it makes of a part of an event, or of anything else.</summary>
    /// <exception cref="EventRejectedException">A required value is missing, or a value is wrong.</exception>
    public JsObject Map(JsValue root, Event e) => Made(new Scope(root, e));

    /// <summary>Adds what it makes of an event to an object.</summary>
    /// <exception cref="EventRejectedException">A required value is missing, or a value is wrong.</exception>
    public void MapInto(JsObject made, Event e) => AddTo(made, new Scope(e));

    /// <summary>Adds what it makes of anything else.</summary>
    /// <exception cref="EventRejectedException">A required value is missing, or a value is wrong.</exception>
    public void MapInto(JsObject made, JsValue root, Event e) => AddTo(made, new Scope(root, e));

    /// <summary>The target paths.</summary>
    public IEnumerator<string> GetEnumerator() => _rows.Select(r => r.Target).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private JsObject Made(in Scope scope)
    {
        var made = new JsObject(_usual);
        AddTo(made, scope);
        _usual = Math.Max(made.Count, _usual - 1);
        return made;
    }

    private void AddTo(JsObject made, in Scope scope)
    {
        foreach (var (_, path, source) in _rows)
        {
            var value = source.Value(scope);
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
}
