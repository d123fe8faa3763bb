namespace Pintle.UserCode.Tools;

/// <summary>Gathers what is imported by module, each name once.</summary>
internal sealed class ImportedNames
{
    private readonly OrderedDictionary<string, (List<string> Defaults, List<string> Names)> byModule = [];

    public void Add(string module, ImportClause clause)
    {
        if (!byModule.TryGetValue(module, out var gathered))
        {
            byModule[module] = gathered = ([], []);
        }

        gathered.Names.AddRange(clause.Names);
        if (clause.Default is not null)
        {
            gathered.Defaults.Add(clause.Default);
        }
    }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> ByModule()
    {
        var names = new OrderedDictionary<string, IReadOnlyList<string>>();
        foreach (var (module, gathered) in byModule)
        {
            names.Add(module, [.. gathered.Defaults.Concat(gathered.Names).Distinct()]);
        }

        return names;
    }
}
