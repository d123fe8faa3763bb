using Pintle.DestinationKit.Json;

namespace Pintle.DestinationKit.Mappings;

/// <summary>
/// Where a row of a <see cref="Mapping"/> takes its value from, and what it does to it: steps run in the order in which they
/// are written. Immutable; each method gives a changed copy.
/// </summary>
public sealed class Source
{
    private readonly Finder _find;
    private readonly string _description;
    private readonly Step[] _steps = [];

    internal Source(Finder find, string description)
    {
        _find = find;
        _description = description;
    }

    private Source(Source from, Step[] steps, string? description = null)
        : this(from._find, description ?? from._description)
    {
        (_steps, IsRequired, IsSpread) = (steps, from.IsRequired, from.IsSpread);
    }

    /// <summary>Finds a value in what a mapping is applied to.</summary>
    internal delegate JsValue Finder(in Scope scope);

    /// <summary>A step on the way of a value; undefined leaves the row out.</summary>
    /// <param name="value">What the steps before made.</param>
    /// <param name="raw">What was found in the event.</param>
    /// <param name="e">The event.</param>
    internal delegate JsValue Step(JsValue value, JsValue raw, Event e);

    internal bool IsRequired { get; private init; }

    internal bool IsSpread { get; private init; }

    /// <summary>Missing: the event is rejected.</summary>
    public Source Required() => new(this, _steps) { IsRequired = true };

    /// <summary>Its members become members of the target, unless rows above have set them.</summary>
    public Source Spread() => new(this, _steps) { IsSpread = true };

    /// <summary>What to take when nothing is found.</summary>
    public Source Or(JsValue value) => Then((found, _, _) => found.IsDefined ? found : value);

    /// <summary>What to take when nothing is found here.</summary>
    public Source Or(Source other) => new((in scope) => Value(scope) is { IsUndefined: false } found ? found : other.Value(scope), _description);

    /// <summary>Converts, left to right; a value that one can't convert is left out.</summary>
    public Source To(params Converter[] converters) =>
        converters.Aggregate(this, static (source, convert) => source.Then((value, _, e) => value.IsUndefined ? value : convert(value, e)));

    /// <summary>Text with <c>{{value}}</c> replaced by what was found.</summary>
    public Source Template(string template) => Then((value, raw, _) =>
        value.IsUndefined ? value : template.Replace("{{value}}", raw.ToString(), StringComparison.Ordinal));

    /// <summary>Leaves members of an object out.</summary>
    public Source Except(params string[] names) => Then((value, _, _) => value.IsObject ? value.ToObject().Without(names) : value);

    /// <summary>Replaces a value by the choice that lists it; others are left out.</summary>
    public Source Choose(Choices choices) => Then((value, _, _) => choices.Of(value));

    /// <summary>Replaces a value by the choice that lists it; others reject the event.</summary>
    public Source ChooseOrReject(Choices choices) => Then((value, _, _) =>
        value.IsUndefined || choices.Of(value) is not { IsUndefined: false } chosen
            ? value.IsUndefined ? value : throw EventRejectedException.Instrumentation($"{_description}: \"{value}\" is none of {choices}.")
            : chosen);

    /// <summary>Leaves a value out that is not listed.</summary>
    public Source OneOf(params string[] values) => Then((value, _, _) => value.ToText() is { } text && values.Contains(text) ? value : default);

    /// <summary>An array of the value alone.</summary>
    public Source AsArray() => Then((value, _, _) => value.IsUndefined ? value : new JsArray { value });

    /// <summary>Rejects the event when the text doesn't match.</summary>
    public Source Matching(System.Text.RegularExpressions.Regex form) => Then((value, _, _) =>
        value.IsUndefined || form.IsMatch(value.ToString()) ? value : throw EventRejectedException.Instrumentation($"{_description}: \"{value}\" does not have the form {form}."));

    /// <summary>Rejects the event when a time lies too far from now.</summary>
    /// <param name="past">How old it may be.</param>
    /// <param name="future">How far ahead it may be.</param>
    public Source Within(TimeSpan past, TimeSpan future) => Then((value, _, e) =>
        value.IsUndefined || (JsDate.Parse(value) is { } time && time >= e.Now - past && time <= e.Now + future)
            ? value
            : throw EventRejectedException.Instrumentation($"{_description}: {value} is older than {past} or more than {future} ahead."));

    /// <summary>An array of what a table makes of each item (a single object counts as one item).</summary>
    public Source Each(Mapping mapping) => Then((value, _, e) =>
    {
        if (value.IsObject)
        {
            return new JsArray { mapping.Map(value, e) };
        }

        var made = new JsArray();
        foreach (var item in value.Items)
        {
            made.Add(mapping.Map(item, e));
        }

        return value.IsArray ? made : default;
    });

    /// <summary>Anything else, with the event at hand.</summary>
    public Source Then(Func<JsValue, Event, JsValue> step) => Then((value, _, e) => step(value, e));

    /// <summary>The value that an event has; undefined when a row would be left out.</summary>
    /// <exception cref="EventRejectedException">It is required and missing, or has something wrong.</exception>
    public JsValue Of(Event e) => Value(new Scope(e));

    /// <summary>The value that a part of an event, or anything else, has; undefined when a row would be left out.</summary>
    /// <exception cref="EventRejectedException">It is required and missing, or has something wrong.</exception>
    public JsValue Of(JsValue root, Event e) => Value(new Scope(root, e));

    internal JsValue Value(in Scope scope)
    {
        var raw = _find(scope);
        var value = raw;
        foreach (var step in _steps)
        {
            value = step(value, raw, scope.Event);
        }

        if (value.IsPresent)
        {
            return value;
        }

        return IsRequired ? throw EventRejectedException.Instrumentation($"Missing required value from {_description}") : default(JsValue);
    }

    /// <summary>The same, called otherwise in messages.</summary>
    internal Source Called(string name) => new(this, _steps, $"\"{name}\"");

    internal Source Then(Step step) => new(this, [.. _steps, step]);
}

/// <summary>Makes another value of one; undefined leaves it out.</summary>
public delegate JsValue Converter(JsValue value, Event e);
