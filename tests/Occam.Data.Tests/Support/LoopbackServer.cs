using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Occam.Data.Tests.Support;

/// <summary>An HTTP server on 127.0.0.1 that misbehaves as told. Every request is answered by the next behaviour of its path, the last one for good.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, byte[]> _files = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Behaviour>> _behaviours = new();
    private readonly Task _serving;

    public LoopbackServer()
    {
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Every request as "path range".</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public void Serve(string path, byte[] file, params Behaviour[] behaviours)
    {
        _files[path] = file;
        _behaviours[path] = new ConcurrentQueue<Behaviour>(behaviours.Length == 0 ? [Behaviour.Good] : behaviours);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _serving.Wait(TimeSpan.FromSeconds(5));
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_stop.Token);
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = Task.Run(() => AnswerAsync(client));
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
                string path = (await reader.ReadLineAsync(_stop.Token))!.Split(' ')[1];
                long? from = null;
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
                    if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase)) from = long.Parse(line[13..].TrimEnd('-'), CultureInfo.InvariantCulture);
                Requests.Enqueue($"{path} {from?.ToString(CultureInfo.InvariantCulture) ?? "whole"}");
                await AnswerAsync(stream, path, from);
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException)
            {
                // The client went away, as some tests want it to.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream, string path, long? from)
    {
        if (!_files.TryGetValue(path, out byte[]? file))
        {
            await HeadAsync(stream, "404 Not Found", "Content-Length: 0");
            return;
        }

        ConcurrentQueue<Behaviour> queue = _behaviours[path];
        Behaviour behaviour = queue.Count > 1 && queue.TryDequeue(out Behaviour next) ? next : queue.TryPeek(out next) ? next : Behaviour.Good;
        if (behaviour == Behaviour.Unavailable)
        {
            await HeadAsync(stream, "503 Service Unavailable", "Content-Length: 0");
            return;
        }

        if (behaviour is Behaviour.IgnoresRange or Behaviour.IgnoresRangeAndCuts) from = null;
        if (from >= file.Length)
        {
            await HeadAsync(stream, "416 Range Not Satisfiable", $"Content-Length: 0\r\nContent-Range: bytes */{file.Length}");
            return;
        }

        int start = (int)(from ?? 0), length = file.Length - start;
        if (behaviour == Behaviour.WrongRange) start = 0;
        byte[] body = file.AsSpan(start, length).ToArray();
        if (behaviour == Behaviour.Corrupts) body[length / 2] ^= 0xFF;
        await HeadAsync(stream, from is null ? "200 OK" : "206 Partial Content",
            $"Content-Length: {length}" + (from is null ? "" : $"\r\nContent-Range: bytes {start}-{start + length - 1}/{file.Length}"));
        bool whole = behaviour is not (Behaviour.Cuts or Behaviour.IgnoresRangeAndCuts or Behaviour.Stalls);
        await stream.WriteAsync(body.AsMemory(0, whole ? length : (length + 1) / 2), _stop.Token);
        await stream.FlushAsync(_stop.Token);
        if (behaviour == Behaviour.Stalls) await Task.Delay(Timeout.Infinite, _stop.Token);
    }

    private async Task HeadAsync(NetworkStream stream, string status, string headers) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\n{headers}\r\n\r\n"), _stop.Token);
}
