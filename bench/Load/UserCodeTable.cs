using System.Globalization;

namespace Pintle.Load;

/// <summary>A table of figures beside their yardsticks and goals.</summary>
internal static class UserCodeTable
{
    public static void Head() => Console.WriteLine($"{"figure",-64} {"measured",24} {"yardstick",24} {"ratio",6}  goal");

    public static void Row(string figure, string measured, string yardstick, double? ratio, string goal) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure,-64} {measured,24} {yardstick,24} {ratio,6:F2}  {goal}"));

    /// <summary>Median and spread, in thousands of events a second.</summary>
    public static string Rate(List<double> rates) =>
        string.Create(CultureInfo.InvariantCulture, $"{Median(rates) / 1000:F1}k/s ({rates.Min() / 1000:F1}-{rates.Max() / 1000:F1})");

    public static double Median(List<double> values) => At(values, 0.5);

    /// <summary>The value below which that part of them lies.</summary>
    public static double At(List<double> values, double part) => values.Order().ElementAt(Math.Min(values.Count - 1, (int)(values.Count * part)));
}
