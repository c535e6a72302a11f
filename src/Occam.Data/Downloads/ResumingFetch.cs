using System.Net;
using System.Net.Http.Headers;
using Occam.Formats.Files;

namespace Occam.Data.Downloads;

/// <summary>Fetches one address into a .part file, going on where an earlier attempt stopped, whether in this process or another. Whether the bytes
/// are the right ones is decided later, by digest; here only their number counts.</summary>
internal sealed class ResumingFetch(HttpClient client, DownloadOptions options, Uri address, string part, long mostBytes, Action<long, long?> report)
{
    private const int BufferBytes = 1 << 17;

    private string What => $"Fetching {address}";

    /// <summary>Returns when the .part file is as long as the server says the whole is.</summary>
    /// <exception cref="FileFormatException">The server refuses, or several attempts in a row brought nothing new.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        long best = Have();
        for (int idle = 0; ;)
        {
            string fault = await AttemptAsync(cancellation).ConfigureAwait(false);
            if (fault.Length == 0) return;
            // A server that ignores Range starts over each time; only a new record counts as progress, or that would never end.
            idle = Have() > best ? 0 : idle + 1;
            best = Math.Max(best, Have());
            if (idle >= options.Attempts)
            {
                throw new FileFormatException(What, "the whole file", $"{fault}, {options.Attempts} times in a row; {Have()} bytes are kept",
                    "Run the command again to go on from there, or set OCCAM_DATA_URL to a mirror.");
            }

            await Task.Delay(options.FirstPause * Math.Pow(2, Math.Max(0, idle - 1)), cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>One attempt; empty when done, else what went wrong in a way that another attempt may mend.</summary>
    private async Task<string> AttemptAsync(CancellationToken cancellation)
    {
        using CancellationTokenSource stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stall.CancelAfter(options.StallTimeout);
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            long have = Have();
            if (have > 0) request.Headers.Range = new RangeHeaderValue(have, null);
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
            return await ReceiveAsync(response, have, stall).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"nothing for {options.StallTimeout.TotalSeconds:0.###} s";
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is IOException && fault is not FileFormatException))
        {
            return fault.Message.TrimEnd('.');
        }
    }

    private async Task<string> ReceiveAsync(HttpResponseMessage response, long have, CancellationTokenSource stall)
    {
        long? total = response.Content.Headers.ContentRange?.Length;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                return await CopyAsync(response, 0, response.Content.Headers.ContentLength, stall).ConfigureAwait(false);
            case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange?.From == have:
                return await CopyAsync(response, have, total, stall).ConfigureAwait(false);
            case HttpStatusCode.RequestedRangeNotSatisfiable when total == have:
                return "";
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                File.Delete(part);
                return "another part than was asked for";
            case HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError:
                return $"HTTP {(int)response.StatusCode}";
            default:
                throw new FileFormatException(What, "the file", $"HTTP {(int)response.StatusCode} {response.ReasonPhrase}",
                    "The address may have moved: set OCCAM_DATA_URL to a mirror, or place the files in the data folder by hand.");
        }
    }

    private async Task<string> CopyAsync(HttpResponseMessage response, long start, long? total, CancellationTokenSource stall)
    {
        RequireBound(total ?? 0);
        using Stream body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
        using FileStream file = new(part, start == 0 ? FileMode.Create : FileMode.Append, FileAccess.Write, FileShare.Read);
        byte[] buffer = new byte[BufferBytes];
        long have = start;
        report(have, total);
        while (true)
        {
            stall.CancelAfter(options.StallTimeout);
            int got = await body.ReadAsync(buffer, stall.Token).ConfigureAwait(false);
            if (got == 0) break;
            have += got;
            RequireBound(have);
            Write(file, buffer.AsSpan(0, got));
            report(have, total);
        }

        return total is null || have == total ? "" : $"{have} of {total} bytes";
    }

    private void RequireBound(long bytes)
    {
        if (bytes > mostBytes)
            throw new FileFormatException(What, $"at most {mostBytes} bytes", $"{bytes} or more", "The address does not serve this set: check OCCAM_DATA_URL.");
    }

    /// <summary>A full disk must not be tried again as if it were a bad connection.</summary>
    private static void Write(FileStream file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            file.Write(bytes);
            file.Flush();
        }
        catch (IOException fault)
        {
            throw new FileFormatException($"Writing '{file.Name}'", "room for the file", fault.Message.TrimEnd('.'), "Free some space, or set OCCAM_DATA to another folder.");
        }
    }

    private long Have() => File.Exists(part) ? new FileInfo(part).Length : 0;
}
