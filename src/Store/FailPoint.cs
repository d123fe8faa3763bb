namespace Pintle.Store;

/// <summary>Named places inside a store at which fault tests stop the process. Does nothing unless a test sets it.</summary>
/// <param name="place">For example <c>append.before-commit</c>.</param>
public delegate void FailPoint(string place);
