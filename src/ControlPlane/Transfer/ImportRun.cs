using Pintle.ControlPlane.Data;

namespace Pintle.ControlPlane.Transfer;

/// <summary>An import at work: what it has done so far.</summary>
internal sealed class ImportRun(Change change)
{
    private const string Secret = "(secret)";

    private readonly List<ImportedThing> _created = [];
    private readonly List<ImportedThing> _updated = [];
    private readonly List<ImportedThing> _removed = [];
    private readonly List<ImportNote> _notes = [];
    private int _unchanged;

    public void Created(string type, string id, string name, Func<object> after)
    {
        _created.Add(new ImportedThing(type, id, name, []));
        change.Note("created", type, (id, name), before: null, after);
    }

    /// <summary>Takes down what became of a thing that was there.</summary>
    /// <param name="isOther">It is other than it was. When nobody can see in what, it is in a secret.</param>
    public void Kept(bool isOther, string type, string id, string name, object before, Func<object> after)
    {
        if (isOther)
        {
            var changes = Differences.Of(before, after());
            _updated.Add(new ImportedThing(type, id, name, changes.Count > 0 ? changes : [new ImportedChange(Secret, Before: null, After: null)]));
            change.Note("updated", type, (id, name), before, after);
        }
        else
        {
            _unchanged++;
        }
    }

    public void Removed(string type, string id, string name, object before)
    {
        _removed.Add(new ImportedThing(type, id, name, []));
        change.Note("deleted", type, (id, name), before, after: null);
    }

    public void Note(string at, string message) => _notes.Add(new ImportNote(at, message));

    public ImportReport Report(bool dryRun) => new(dryRun, _created, _updated, _removed, _unchanged, _notes);
}
