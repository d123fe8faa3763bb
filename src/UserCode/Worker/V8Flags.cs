using System.Runtime.InteropServices;
using Microsoft.ClearScript.V8;

namespace Pintle.UserCode.Worker;

/// <summary>
/// Flags of V8 that ClearScript has no setting for. Its Linux library lets one reach V8's own function for them; where it does not, V8 runs as it
/// usually does, and somewhat slower.
/// </summary>
internal static unsafe class V8Flags
{
    private const string Library = "ClearScriptV8.linux-x64.so";

    // v8::V8::SetFlagsFromString(const char*)
    private const string SetFlags = "_ZN2v82V818SetFlagsFromStringEPKc";

    // A collection after each context is for browsers, whose tabs are few and large; one worker is to take one core; and what is compiled for a context
    // ends with it, so that only what is called very often there is worth it. Loops that run long are compiled as ever. What is learnt of a function's
    // types is kept from its first call on, since most functions of a context are called for each event.
    private static ReadOnlySpan<byte> Flags =>
        "--no-idle-gc-on-context-disposal --single-threaded-gc --no-incremental-marking --invocation-count-for-maglev=8000 --invocation-count-for-turbofan=30000 --no-lazy-feedback-allocation\0"u8;

    /// <summary>Sets them. Only before the first isolate is made: V8 refuses it later.</summary>
    public static void Set()
    {
        if (Find() is var set && set != 0)
        {
            fixed (byte* flags = Flags)
            {
                ((delegate* unmanaged<byte*, void>)set)(flags);
            }
        }
    }

    /// <summary>V8's function; 0 where it can't be reached.</summary>
    public static nint Find() =>
        NativeLibrary.TryLoad(Library, typeof(V8Runtime).Assembly, null, out var library) && NativeLibrary.TryGetExport(library, SetFlags, out var set) ? set : 0;
}
