namespace Pintle.TestKit;

/// <summary>Results that are there already.</summary>
public static class ValueTasks
{
    /// <summary>The result of what has ended without waiting for anything.</summary>
    /// <exception cref="InvalidOperationException">It hasn't.</exception>
    public static T Now<T>(this ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? task.Result : throw new InvalidOperationException("It is still waiting for something, or has failed.");
}
