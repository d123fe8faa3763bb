using System.Globalization;

namespace Pintle.Store.DeadLetters;

/// <summary>Where a page ended: after the letter at an index of a batch.</summary>
/// <param name="Shard">Number of the shard.</param>
/// <param name="Batch">The batch; where a shard begins there is none yet.</param>
/// <param name="Index">Within it.</param>
internal readonly record struct DeadLetterPlace(int Shard, long Batch, int Index)
{
    public static DeadLetterPlace StartOf(int shard, bool newestFirst) => newestFirst ? new(shard, long.MaxValue, int.MaxValue) : new(shard, 0, -1);

    /// <exception cref="FormatException">It is no place.</exception>
    public static DeadLetterPlace Parse(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 3 && Read(parts[0]) is { } shard and <= int.MaxValue && Read(parts[1]) is { } batch && Read(parts[2]) is { } index and <= int.MaxValue
            ? new DeadLetterPlace((int)shard, batch, (int)index)
            : throw new FormatException($"\"{text}\" is no place in the dead letters.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Shard}-{Batch}-{Index}");

    private static long? Read(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
