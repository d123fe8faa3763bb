using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pintle.UserCode.Tests.Hostile.Network;

/// <summary>A server on a loopback address that answers with whatever bytes it likes, for as long as it likes.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly Func<NetworkStream, string, CancellationToken, Task> _answer;
    private readonly Task _accepting;
    private int _connections;

    /// <param name="answer">Is given the first lines of the request.</param>
    public RawServer(Func<NetworkStream, string, CancellationToken, Task> answer, string address = "127.0.0.1")
    {
        _answer = answer;
        _listener = new TcpListener(IPAddress.Parse(address), 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}/";

    public int Connections => _connections;

    /// <summary>Answers with this text and closes.</summary>
    public static Func<NetworkStream, string, CancellationToken, Task> With(string answer) => async (stream, _, ct) => await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), ct);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var answers = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_end.Token);
                Interlocked.Increment(ref _connections);
                answers.Add(AnswerAsync(socket));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            var request = new byte[16_384];
            var count = await stream.ReadAsync(request, _end.Token);
            await _answer(stream, Encoding.Latin1.GetString(request, 0, count), _end.Token);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The other side has had enough.
        }
    }
}
