using Occam.Data.Catalog;
using Occam.Formats.Files;
using Occam.Numerics.Errors;

namespace Occam.Data.Downloads;

/// <summary>Fetches the known sets into the data folder. Everything is fetched and checked in a folder beside, which gets its final name by one rename: a
/// set is there whole or not at all. An interrupted download goes on where it stopped. A folder that is there already is never changed.</summary>
/// <param name="folder">The data folder; made if missing.</param>
/// <param name="client">The connection; the caller disposes of it. Its own timeout should be infinite, stalls are noticed here.</param>
/// <param name="options">Patience and mirror; null for the defaults.</param>
public sealed class DataDownloader(string folder, HttpClient client, DownloadOptions? options = null)
{
    private const string WorkFolder = ".fetching";
    private readonly DownloadOptions _options = options ?? new DownloadOptions();

    /// <summary>Fetches a set, unless it is there already.</summary>
    /// <param name="name">One of <see cref="KnownDatasets"/>.</param>
    /// <param name="progress">Told after every piece that was written; may be null.</param>
    /// <param name="cancellation">Stops the download; what has arrived is kept for the next time.</param>
    /// <returns>The folder of the set.</returns>
    /// <exception cref="InputException">The name is unknown, or its folder holds something else.</exception>
    /// <exception cref="FileFormatException">The files cannot be fetched, or are not the published ones.</exception>
    public Task<string> GetAsync(string name, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (KnownDatasets.Find(name) is not { } entry)
        {
            string names = string.Join(", ", KnownDatasets.All.Where(known => known.Folder is not null).Select(known => known.Name));
            throw new InputException($"data get '{name}'", $"one of {names}", "an unknown name", "Check the spelling.");
        }

        if (entry.Folder is null)
            throw new InputException($"data get '{name}'", "a set that can be fetched", "the embedded one", $"Nothing to fetch: use --data {entry.Name}.");
        return GetAsync(entry.Folder, PublishedFiles.Of(entry), progress, cancellation);
    }

    internal async Task<string> GetAsync(string setFolder, IReadOnlyList<DownloadItem> items, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        string final = Path.Combine(folder, setFolder), work = Path.Combine(folder, WorkFolder, setFolder);
        if (IsThere(final, items)) return final;
        try
        {
            Directory.CreateDirectory(work);
            using FileStream held = new(Path.Combine(work, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            string unpacked = Path.Combine(work, "unpacked");
            if (Directory.Exists(unpacked)) Directory.Delete(unpacked, recursive: true);
            Directory.CreateDirectory(unpacked);
            for (int i = 0; i < items.Count; i++)
            {
                (DownloadItem item, int index) = (items[i], i);
                void Report(long done, long? total) => progress?.Report(new DownloadProgress(item.Name, index, items.Count, done, total));
                await FetchAsync(item, work, unpacked, Report, cancellation).ConfigureAwait(false);
            }

            Directory.Move(unpacked, final);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException || (fault is IOException && fault is not FileFormatException))
        {
            throw new FileFormatException($"Placing '{final}'", "a folder that can be written, with room, and no other download of the set", fault.Message.TrimEnd('.'),
                "Free some space, wait for the other download, or set OCCAM_DATA to a folder of your own.");
        }

        RemoveLeftovers(work);
        return final;
    }

    private static void RemoveLeftovers(string work)
    {
        try
        {
            Directory.Delete(work, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The set is in its place; a leftover only takes room, and the next download of the set clears it.
        }
    }

    private async Task FetchAsync(DownloadItem item, string work, string unpacked, Action<long, long?> report, CancellationToken cancellation)
    {
        string part = Path.Combine(work, item.Name + ".part");
        Uri address = item.AddressAt(_options.Mirror);
        for (bool again = false; ; again = true)
        {
            await new ResumingFetch(client, _options, address, part, item.Bytes, report).RunAsync(cancellation).ConfigureAwait(false);
            try
            {
                Unpacking.Unpack(item, part, unpacked);
                return;
            }
            catch (FileFormatException)
            {
                // Pieces of two versions joined give a wrong whole, so damage is believed only after a second download from the start.
                File.Delete(part);
                if (again) throw;
            }
        }
    }

    private static bool IsThere(string final, IReadOnlyList<DownloadItem> items)
    {
        if (File.Exists(final)) throw new InputException($"'{final}'", "no such file, or a folder", "a file", "Move it away, or set OCCAM_DATA to another folder.");
        if (!Directory.Exists(final)) return false;
        Fault[] faults = [.. items.SelectMany(item => item.Files)
            .Select(file => (file, Difference: Unpacking.Difference(file, Path.Combine(final, file.Name))))
            .Where(checkedFile => checkedFile.Difference is not null)
            .Select(checkedFile => new Fault($"'{Path.Combine(final, checkedFile.file.Name)}'", $"the published file of {checkedFile.file.Bytes} bytes", checkedFile.Difference!,
                "Move the folder away to fetch the published set; nothing in it was changed."))];
        return faults.Length == 0 ? true : throw new InputException(faults);
    }
}
