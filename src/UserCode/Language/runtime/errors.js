// The text of what user code throws.

// The message and the stack down to the entry point; what lies below is ours.
function explain(error) {
  let stack;
  try {
    stack = error === null || error === undefined ? undefined : error.stack;
  } catch { /* a getter of the user's */ }
  if (typeof stack !== 'string') {
    if (options.strictPeer) return "Error: Cannot read properties of undefined (reading 'split')";
    try {
      const text = typeof error === 'object' && error !== null && !('message' in error) ? stringify(error) : StringHere(error?.message ?? error);
      return text || 'Error: something empty was thrown';
    } catch {
      return 'Error: something was thrown that has no text';
    }
  }
  const last = apply(lastIndexOf, stack, [entryPoint]);
  const end = apply(indexOf, stack, ['\n', last < 0 ? 0 : last]);
  return end < 0 ? stack : apply(slice, stack, [0, end]);
}
