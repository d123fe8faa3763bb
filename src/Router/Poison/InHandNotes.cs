using System.IO.Hashing;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Pintle.Router.Poison;

/// <summary>
/// Remembers over a crash which events were being transformed: in a small mapped file, which the operating system keeps when the
/// process dies. Not synced: a power cut is no event's fault. An event that was in hand at two unclean ends is taken alone; the one
/// that was in hand alone at the third is set aside. Thread-safe.
/// </summary>
/// <remarks>
/// Layout: 64 bytes of header, then suspects (consumer, event, strikes) and hands (consumer, event), 8 bytes a member. A hand's
/// event is 0 while it has none.
/// </remarks>
public sealed unsafe class InHandNotes
{
    private const long Format = 0x31_65_6c_74_6e_69_70;
    private const int HeaderWords = 8;
    private const int MostSuspects = 64;
    private const int MostHands = 512;
    private const int Words = HeaderWords + (MostSuspects * 3) + (MostHands * 2);

    private readonly ulong* _words;
    private readonly Lock _gate = new();
    private readonly Dictionary<EventInHand, int> _suspects = [];
    private readonly Dictionary<EventInHand, int> _setAside = [];
    private readonly bool[] _isUsed = new bool[MostHands];
    private volatile bool _hasSuspects;

    private InHandNotes(ulong* words)
    {
        _words = words;
        if (_words[0] == Format)
        {
            Count();
        }

        Write();
        _words[0] = Format;
    }

    /// <summary>Held by every transformation while there are suspects: by many, or by a suspect alone.</summary>
    internal ReaderWriterLockSlim Turns { get; } = new();

    internal bool HasSuspects => _hasSuspects;

    private Span<ulong> Hands => new(_words + HeaderWords + (MostSuspects * 3), MostHands * 2);

    /// <summary>The notes in a file, made when it isn't there or is of another format. What was in hand when the last process ended counts.</summary>
    public static InHandNotes Open(string path)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length != Words * sizeof(ulong))
        {
            file.SetLength(0);
            file.SetLength(Words * sizeof(ulong));
        }

        var map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        var view = map.CreateViewAccessor();

        // Never released: a loop that is late must not write to memory that is gone. It is a page or two, and ends with the process.
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        return new InHandNotes((ulong*)(start + view.PointerOffset));
    }

    /// <summary>Notes that nobody reads.</summary>
    public static InHandNotes Forgetful() => new((ulong*)NativeMemory.AllocZeroed(Words, sizeof(ulong)));

    /// <summary>A hand for one consumer's transformations, one at a time. Null when there are too many: then nothing is noted.</summary>
    public Hand? NewHand(string consumer)
    {
        lock (_gate)
        {
            var free = Array.IndexOf(_isUsed, false);
            if (free < 0)
            {
                return null;
            }

            _isUsed[free] = true;
            var hash = Hash(consumer);
            Hands[free * 2] = hash;
            return new Hand(this, hash, (ulong*)Unsafe(ref Hands[(free * 2) + 1]), free);
        }
    }

    /// <summary>A consumer's events that were in hand at unclean ends, and how often.</summary>
    public IReadOnlyList<(int Lane, long Offset, int Strikes)> SuspectsOf(string consumer)
    {
        lock (_gate)
        {
            return [.. _suspects.Where(s => s.Key.Consumer == Hash(consumer)).Select(s => (s.Key.Lane, s.Key.Offset, s.Value))];
        }
    }

    /// <summary>The process ends as it should: nothing is anybody's fault.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _suspects.Clear();
            _setAside.Clear();
            Write();
        }
    }

    internal int StrikesOf(EventInHand e)
    {
        lock (_gate)
        {
            return _suspects.GetValueOrDefault(e);
        }
    }

    /// <summary>The event is set aside. It stays in the file, for a crash may take back its dead letter.</summary>
    internal void SetAside(EventInHand e)
    {
        lock (_gate)
        {
            if (_suspects.Remove(e, out var strikes))
            {
                _setAside[e] = strikes;
                WriteSuspects();
            }
        }
    }

    /// <summary>The event was transformed and the process is still there.</summary>
    internal void Forget(EventInHand e)
    {
        lock (_gate)
        {
            if (_suspects.Remove(e) | _setAside.Remove(e))
            {
                WriteSuspects();
            }
        }
    }

    internal void Release(int hand)
    {
        lock (_gate)
        {
            _isUsed[hand] = false;
            Hands.Slice(hand * 2, 2).Clear();
        }
    }

    private static void* Unsafe(ref ulong word) => System.Runtime.CompilerServices.Unsafe.AsPointer(ref word);

    private static ulong Hash(string consumer) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(consumer.AsSpan()));

    private void Count()
    {
        for (var i = 0; i < MostSuspects; i++)
        {
            var suspect = new ReadOnlySpan<ulong>(_words + HeaderWords + (i * 3), 3);
            if (suspect[1] != 0)
            {
                _suspects[new EventInHand(suspect[0], suspect[1])] = (int)suspect[2];
            }
        }

        for (var i = 0; i < MostHands; i++)
        {
            if (Hands[(i * 2) + 1] != 0)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_suspects, new EventInHand(Hands[i * 2], Hands[(i * 2) + 1]), out _)++;
            }
        }
    }

    private void Write()
    {
        WriteSuspects();
        Hands.Clear();
    }

    // Those in hand most often first: there is room for as many as matter.
    private void WriteSuspects()
    {
        var words = new Span<ulong>(_words + HeaderWords, MostSuspects * 3);
        words.Clear();
        var at = 0;
        foreach (var (e, strikes) in _suspects.Concat(_setAside).OrderByDescending(s => s.Value).Take(MostSuspects))
        {
            (words[at], words[at + 1], words[at + 2]) = (e.Consumer, e.Event, (ulong)strikes);
            at += 3;
        }

        _hasSuspects = _suspects.Count > 0;
    }
}
