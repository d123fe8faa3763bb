namespace Pintle.UserCode.Tests.Hostile;

/// <summary>Code that means harm, or does it without meaning to, and what it may cost.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Source">The code.</param>
/// <param name="Count">Events that go in.</param>
/// <param name="Fails">Places of the events that fail, the others come out; null: the second of them, and it depends on which limit is met first whether others do.</param>
/// <param name="Words">Part of each error.</param>
internal sealed record HostileScript(string Name, string Source, int Count, int[]? Fails, string Words)
{
    /// <summary>It is a test: <c>log</c> writes.</summary>
    public bool IsTest { get; init; }

    /// <summary>Outputs that come of the events, where they are not one for each that does not fail.</summary>
    public int? Outputs { get; init; }

    /// <summary>An event that does harm among others that do not: all come out but it.</summary>
    public static HostileScript One(string name, string harm, string words, int count = 3) =>
        new(name, $"export function transformEvent(e) {{ if (e.n === 1) {{ {harm} }} return e; }}", count, [1], words);

    /// <summary>An event that does harm and costs the whole batch.</summary>
    public static HostileScript All(string name, string harm, string words) =>
        new(name, $"export function transformEvent(e) {{ if (e.n === 1) {{ {harm} }} return e; }}", 3, [0, 1, 2], words);

    /// <summary>An event that does harm; which limit it meets first depends on the machine.</summary>
    public static HostileScript Either(string name, string harm) => One(name, harm, "", 2) with { Fails = null };

    /// <summary>Code that tries something and gets nowhere: everything comes out.</summary>
    public static HostileScript InVain(string name, string attempt) =>
        new(name, $"export function transformEvent(e) {{ if (e.n === 0) {{ {attempt}; }} return e; }}", 3, [], "");

    /// <summary>As it is.</summary>
    public static HostileScript Module(string name, string source, int[] fails, string words) => new(name, source, 3, fails, words);

    public override string ToString() => Name;
}
