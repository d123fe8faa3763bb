using System.Collections;
using System.Text.Json;

namespace Pintle.DestinationKit.Json;

/// <summary>
/// An object that a destination makes: members in the order in which they were set. Setting a member to undefined leaves it
/// out. Not thread-safe.
/// </summary>
public sealed partial class JsObject : IEnumerable<KeyValuePair<string, JsValue>>
{
    public JsObject()
    {
    }

    internal JsObject(int capacity) => Reserve(capacity);

    public int Count { get; private set; }

    /// <summary>A member; undefined when there is none. Setting undefined removes it.</summary>
    public JsValue this[string name]
    {
        get => IndexOf(name) is >= 0 and var at ? _members[at].Value : default;
        set => Set(name, value);
    }

    public bool Has(string name) => IndexOf(name) >= 0;

    /// <summary>For initialisers: the same as setting it.</summary>
    public void Add(string name, JsValue value) => Set(name, value);

    /// <summary>What lies at a dotted path.</summary>
    public JsValue Find(string path) => ((JsValue)this).Find(path);

    /// <summary>Sets what lies at a dotted path, making objects (of one's own) on the way. Nothing happens when the value is undefined.</summary>
    public void SetAt(string path, JsValue value)
    {
        if (value.IsUndefined)
        {
            return;
        }

        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            Set(path, value);
            return;
        }

        Own(path[..dot]).SetAt(path[(dot + 1)..], value);
    }

    /// <summary>The object that is a member, made one's own so that it can be changed; a new one when there is none.</summary>
    public JsObject Own(string name)
    {
        var at = IndexOf(name);
        if (at >= 0 && _members[at].Value.AsObject() is { } mine)
        {
            return mine;
        }

        var made = at >= 0 ? _members[at].Value.ToObject() : [];
        Set(name, made);
        return made;
    }

    /// <summary>The array that is a member, made one's own; a new one when there is none.</summary>
    public JsArray OwnArray(string name)
    {
        var at = IndexOf(name);
        if (at >= 0 && _members[at].Value.AsArray() is { } mine)
        {
            return mine;
        }

        var made = at >= 0 ? _members[at].Value.ToArray() : [];
        Set(name, made);
        return made;
    }

    public bool Remove(string name)
    {
        var at = IndexOf(name);
        if (at < 0)
        {
            return false;
        }

        Array.Copy(_members, at + 1, _members, at, Count - at - 1);
        _members[--Count] = default;
        _index = null;
        return true;
    }

    /// <summary>Removes several.</summary>
    public JsObject Without(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            Remove(name);
        }

        return this;
    }

    /// <summary>Sets every member of another object; what is there already is replaced.</summary>
    public JsObject AddAll(JsValue other)
    {
        Reserve(other.Members.Count);
        foreach (var (name, value) in other.Members)
        {
            Set(name, value);
        }

        return this;
    }

    /// <summary>Sets the members of another object that aren't there yet.</summary>
    public JsObject AddMissing(JsValue other)
    {
        Reserve(other.Members.Count);
        foreach (var (name, value) in other.Members)
        {
            if (!Has(name))
            {
                Set(name, value);
            }
        }

        return this;
    }

    /// <summary>Removes members that are null, at this level.</summary>
    public JsObject DropNulls() => Keep(static (_, value) => value.IsDefined);

    /// <summary>Removes members that are null or "", at this level.</summary>
    public JsObject DropBlanks() => Keep(static (_, value) => value.IsDefined && value.AsText() is not "");

    /// <summary>Removes members that are null, "", {} or [], at this level.</summary>
    public JsObject DropEmpty() => Keep(static (_, value) => value.IsNumber || value.IsBoolean || !value.IsEmpty);

    /// <summary>Keeps the members that satisfy a condition.</summary>
    public JsObject Keep(Func<string, JsValue, bool> condition)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (condition(_members[i].Key, _members[i].Value))
            {
                _members[kept++] = _members[i];
            }
        }

        if (kept < Count)
        {
            Array.Clear(_members, kept, Count - kept);
            Count = kept;
            _index = null;
        }

        return this;
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        for (var i = 0; i < Count; i++)
        {
            writer.WritePropertyName(_members[i].Key);
            _members[i].Value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    public IEnumerator<KeyValuePair<string, JsValue>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return _members[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
